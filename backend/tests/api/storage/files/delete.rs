//! `DELETE …/files/{fileId}`.

use crate::{
    storage::{FILES, on_disk, picture, store},
    town::Town,
};

#[tokio::test]
async fn a_deleted_file_is_gone_from_the_disk_as_well() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    store(&ana, "cat", picture(9), None).await.ok(201);
    store(&ana, "dog", picture(9), None).await.ok(201);
    assert_eq!(on_disk(&town), 2);
    let one = format!("{FILES}/cat");
    let answer = ana.delete(&one).await;
    assert_eq!((answer.status, answer.bytes.len()), (204, 0));
    assert!(!answer.headers.contains_key("content-type"));
    assert_eq!(on_disk(&town), 1);
    ana.get(&one).await.refused(404, "storage_file_not_found");
    ana.get(&format!("{one}/view")).await.refused(404, "storage_file_not_found");
    ana.delete(&one).await.refused(404, "storage_file_not_found");
    store(&ana, "cat", picture(9), None).await.ok(201);
}
