//! A database and files that do not belong together are refused, and no file is lost.

use std::{fs, path::Path};

use backend::{Mismatch, OpenError};

use super::{count, crash_image, pictures, replace, take_pictures};
use crate::{storage::blobs, town::Town};

async fn assert_refused(folder: &Path, why: Mismatch) {
    let before = blobs(folder).len();
    for attempt in ["first", "second"] {
        let refusal = Town::refusal(folder).await;
        assert!(matches!(refusal, OpenError::Mismatch(_, found) if found == why), "{attempt}: {refusal}");
        assert!(refusal.to_string().contains("appchat restore"), "it says what to do: {refusal}");
    }
    assert_eq!(blobs(folder).len(), before);
}

#[tokio::test]
async fn a_database_without_its_write_ahead_log_is_refused_and_costs_no_file() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..30).await;
    let image = crash_image(town.folder());
    let log = image.path().join("appchat.db-wal");
    let kept = fs::read(&log).unwrap();
    fs::remove_file(&log).unwrap();
    fs::remove_file(image.path().join("appchat.db-shm")).unwrap();
    assert_refused(image.path(), Mismatch::DatabaseOlder).await;
    assert_eq!(count(&image), 30);

    fs::write(&log, kept).unwrap();
    let town = Town::at(image).await;
    assert_eq!(pictures(&town).await, 30, "with the log put back, everything is there");
}

#[tokio::test]
async fn a_database_whose_log_is_lost_after_a_checkpoint_is_refused_for_the_files_it_does_not_know() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    take_pictures(&ana, 0..10).await;
    let checkpoint = rusqlite::Connection::open(town.folder().join("appchat.db")).unwrap();
    checkpoint.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(checkpoint);
    take_pictures(&ana, 10..30).await;
    let image = crash_image(town.folder());
    for part in ["appchat.db-wal", "appchat.db-shm"] {
        fs::remove_file(image.path().join(part)).unwrap();
    }
    assert_refused(image.path(), Mismatch::DatabaseOlder).await;
    assert_eq!(count(&image), 30);
}

#[tokio::test]
async fn an_older_database_beside_newer_files_is_refused_and_costs_no_file() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    take_pictures(&ana, 0..10).await;
    let copy = tempfile::tempdir().unwrap();
    backend::backup(town.folder(), copy.path()).unwrap();
    take_pictures(&ana, 10..30).await;
    let folder = town.closed().await;
    assert!(!folder.path().join("appchat.db-wal").exists(), "a closed folder needs no log");
    replace(&copy.path().join("appchat.db"), &folder.path().join("appchat.db"));
    assert_refused(folder.path(), Mismatch::DatabaseOlder).await;
    assert_eq!(count(&folder), 30);
}

#[tokio::test]
async fn older_files_beside_a_newer_database_are_refused() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    take_pictures(&ana, 0..10).await;
    let copy = tempfile::tempdir().unwrap();
    backend::backup(town.folder(), copy.path()).unwrap();
    take_pictures(&ana, 10..30).await;
    let folder = town.closed().await;
    replace(&copy.path().join("files"), &folder.path().join("files"));
    assert_refused(folder.path(), Mismatch::FilesOlder).await;
    fs::remove_dir_all(folder.path().join("files")).unwrap();
    fs::create_dir(folder.path().join("files")).unwrap();
    assert_refused(folder.path(), Mismatch::FilesMissing).await;
}

#[tokio::test]
async fn files_without_a_database_are_refused_and_stay() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    let folder = town.closed().await;
    let database = folder.path().join("appchat.db");
    fs::remove_file(&database).unwrap();
    assert_refused(folder.path(), Mismatch::DatabaseMissing).await;
    assert!(!database.exists(), "no database was made");
    fs::write(&database, "").unwrap();
    assert_refused(folder.path(), Mismatch::DatabaseMissing).await;

    // The new database of an instance that was started elsewhere.
    let other = Town::new().await.closed().await;
    replace(&other.path().join("appchat.db"), &database);
    assert_refused(folder.path(), Mismatch::OtherInstance).await;
    assert_eq!(count(&folder), 3);
}

#[tokio::test]
async fn files_of_another_instance_are_refused_and_stay() {
    let here = Town::new().await;
    take_pictures(&here.user("ana").await, 0..3).await;
    let there = Town::new().await;
    take_pictures(&there.user("ben").await, 0..5).await;
    let (here, there) = (here.closed().await, there.closed().await);
    replace(&there.path().join("files"), &here.path().join("files"));
    assert_refused(here.path(), Mismatch::OtherInstance).await;
    assert_eq!(count(&here), 5);
}

#[tokio::test]
async fn a_lost_or_foreign_file_key_is_refused_and_never_replaced() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    let folder = town.closed().await;
    let (key, aside) = (folder.path().join("file-key"), folder.path().join("aside"));
    fs::rename(&key, &aside).unwrap();
    assert_refused(folder.path(), Mismatch::FileKey).await;
    assert!(!key.exists(), "no other key was made");
    fs::write(&key, "of another instance").unwrap();
    assert_refused(folder.path(), Mismatch::FileKey).await;
    fs::rename(&aside, &key).unwrap();
    assert_eq!(pictures(&Town::at(folder).await).await, 3);
}

#[tokio::test]
async fn an_adopted_folder_opens_as_it_is_and_keeps_the_files_it_does_not_know() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    take_pictures(&ana, 0..10).await;
    let copy = tempfile::tempdir().unwrap();
    backend::backup(town.folder(), copy.path()).unwrap();
    take_pictures(&ana, 10..30).await;
    let folder = town.closed().await;
    replace(&copy.path().join("appchat.db"), &folder.path().join("appchat.db"));
    backend::adopt(folder.path()).unwrap();
    let town = Town::at(folder).await;
    assert_eq!(pictures(&town).await, 10);
    assert_eq!(blobs(town.folder()).len(), 30);
    let town = town.restarted().await;
    assert_eq!(blobs(town.folder()).len(), 30, "nor at the next start");
}

#[tokio::test]
async fn an_older_copy_of_the_database_from_the_same_run_costs_no_file() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    take_pictures(&ana, 0..10).await;
    let earlier = crash_image(town.folder());
    take_pictures(&ana, 10..30).await;
    let image = crash_image(town.folder());
    for part in ["appchat.db", "appchat.db-wal", "appchat.db-shm"] {
        replace(&earlier.path().join(part), &image.path().join(part));
    }
    let town = Town::at(image).await;
    assert_eq!(pictures(&town).await, 10);
    assert_eq!(blobs(town.folder()).len(), 30, "what it does not know is not its to delete");
}

#[tokio::test]
async fn a_folder_from_before_there_were_identities_opens_and_loses_no_file() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    let folder = town.closed().await;
    let older = rusqlite::Connection::open(folder.path().join("appchat.db")).unwrap();
    older
        .execute_batch(
            "DROP TRIGGER file_names_blob; DROP TRIGGER file_frees_blob; DROP TRIGGER chunk_names_blob;
             DROP TRIGGER chunk_frees_blob; DROP TABLE blobs_without_row; DROP TABLE data_folder; DROP TABLE probe;
             DELETE FROM steps WHERE name IN ('folder-1', 'storage-3'); PRAGMA user_version = 0;",
        )
        .unwrap();
    drop(older);
    fs::remove_file(folder.path().join("files/identity")).unwrap();
    fs::write(folder.path().join("files/0123456789abcdef0123456789abcdef"), "from an earlier crash").unwrap();
    let town = Town::at(folder).await;
    assert_eq!(pictures(&town).await, 3);
    assert_eq!(blobs(town.folder()).len(), 4);
    let town = town.restarted().await;
    assert_eq!(pictures(&town).await, 3, "from now on it has an identity");
}
