//! What a restart finds.

use crate::{
    storage::{FILES, on_disk, picture, store},
    town::Town,
};

#[tokio::test]
async fn files_are_there_after_a_restart_and_what_nothing_knows_of_is_not() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let file = store(&ana, "cat", picture(100_000), None).await.ok(201);
    let folder = town.folder().join("files");
    for orphan in ["0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef.tmp"] {
        std::fs::write(folder.join(orphan), "bytes whose row was never written").unwrap();
    }
    let town = town.restarted().await;
    assert_eq!(on_disk(&town), 1);
    let ana = town.sign_in("ana").await;
    assert_eq!(ana.get(&format!("{FILES}/cat")).await.ok(200), file);
    assert_eq!(ana.get(&format!("{FILES}/cat/view")).await.bytes, picture(100_000));
}
