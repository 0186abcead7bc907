//! A data folder that a newer version has used is refused.

use std::fs;

use backend::OpenError;

use super::pictures;
use crate::town::Town;

async fn assert_refused_as_newer(folder: &tempfile::TempDir) {
    let database = folder.path().join("appchat.db");
    let before = fs::read(&database).unwrap();
    let refusal = Town::refusal(folder.path()).await;
    assert!(matches!(refusal, OpenError::Newer(_)), "{refusal}");
    assert!(refusal.to_string().contains("newer version"), "{refusal}");
    assert!(fs::read(&database).unwrap() == before, "nothing was changed");
}

async fn folder_after(sql: &str) -> tempfile::TempDir {
    let folder = Town::new().await.closed().await;
    rusqlite::Connection::open(folder.path().join("appchat.db")).unwrap().execute_batch(sql).unwrap();
    folder
}

#[tokio::test]
async fn a_database_with_a_newer_user_version_is_refused() {
    let folder = folder_after("PRAGMA user_version = 2").await;
    assert_refused_as_newer(&folder).await;
    let older = rusqlite::Connection::open(folder.path().join("appchat.db")).unwrap();
    older.execute_batch("PRAGMA user_version = 1").unwrap();
    drop(older);
    assert_eq!(pictures(&Town::at(folder).await).await, 0);
}

#[tokio::test]
async fn a_database_with_an_unknown_step_is_refused() {
    assert_refused_as_newer(&folder_after("INSERT INTO steps (name) VALUES ('presences-9')").await).await;
}

#[tokio::test]
async fn files_of_a_newer_form_are_refused() {
    let folder = Town::new().await.closed().await;
    let marker = folder.path().join("files/identity");
    let text = fs::read_to_string(&marker).unwrap().replace("\"format\":1", "\"format\":2");
    fs::write(&marker, text).unwrap();
    assert_refused_as_newer(&folder).await;
}
