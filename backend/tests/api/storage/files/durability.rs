//! What a restart finds.

use crate::{
    storage::{FILES, on_disk, picture, store},
    town::Town,
};

#[tokio::test]
async fn files_are_there_after_a_restart_and_what_was_never_finished_is_not() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let file = store(&ana, "cat", picture(100_000), None).await.ok(201);
    let folder = town.folder().join("files");
    // Bytes that a crash left behind: cut short, before their row, and after it.
    std::fs::write(folder.join("0123456789abcdef0123456789abcdef.tmp"), "cut short").unwrap();
    let orphans = ["11111111111111111111111111111111", "22222222222222222222222222222222"];
    let database = rusqlite::Connection::open(town.folder().join("appchat.db")).unwrap();
    for (orphan, deleted) in orphans.into_iter().zip([false, true]) {
        std::fs::write(folder.join(orphan), "nobody's").unwrap();
        let sql = "INSERT INTO blobs_without_row (name, deleted) VALUES (?1, ?2)";
        database.execute(sql, (orphan, deleted)).unwrap();
    }
    drop(database);
    let town = town.restarted().await;
    assert_eq!(on_disk(&town), 1);
    let ana = town.sign_in("ana").await;
    assert_eq!(ana.get(&format!("{FILES}/cat")).await.ok(200), file);
    assert_eq!(ana.get(&format!("{FILES}/cat/view")).await.bytes, picture(100_000));
}

#[tokio::test]
async fn bytes_that_the_database_does_not_know_stay() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    store(&ana, "cat", picture(100), None).await.ok(201);
    std::fs::write(town.folder().join("files/0123456789abcdef0123456789abcdef"), "of a newer database")
        .unwrap();
    let town = town.restarted().await;
    assert_eq!(on_disk(&town), 2);
}
