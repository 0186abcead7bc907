//! Files that the database does not know: what an older version, a power cut or another database left.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::{Duration, SystemTime},
};

use appwrite::Timestamp;
use serde_json::{Value, json};

use super::{count, pictures, replace, take_pictures};
use crate::{
    storage::{FILES, blobs},
    town::{START, Town},
};

const DAY: i64 = 24 * 60 * 60;
const ORPHAN: &str = "11111111111111111111111111111111";
const UNPROVEN: &str = "22222222222222222222222222222222";

/// A moment, in seconds from the start of a town.
fn at(seconds: i64) -> Timestamp {
    START.parse::<Timestamp>().unwrap().plus_seconds(seconds)
}

/// A file without a row, with a time.
fn leave(folder: &Path, name: &str, written: Timestamp) {
    let file = fs::File::create(folder.join("files").join(name)).unwrap();
    let since_1970 = Duration::from_millis(u64::try_from(written.millis()).unwrap());
    file.set_modified(SystemTime::UNIX_EPOCH + since_1970).unwrap();
}

fn execute(folder: &Path, sql: &str) {
    rusqlite::Connection::open(folder.join("appchat.db")).unwrap().execute_batch(sql).unwrap();
}

/// The folder as a version from before there were identities leaves it.
fn make_older(folder: &Path) {
    execute(
        folder,
        "DROP TRIGGER file_names_blob; DROP TRIGGER file_frees_blob; DROP TRIGGER chunk_names_blob;
         DROP TRIGGER chunk_frees_blob; DROP TABLE blobs_without_row; DROP TABLE data_folder; DROP TABLE probe;
         DROP TABLE IF EXISTS unknown_blobs; PRAGMA user_version = 0;
         DELETE FROM steps WHERE name IN ('folder-1', 'folder-2', 'storage-3');",
    );
    fs::remove_file(folder.join("files/identity")).unwrap();
}

/// The folder of an older version with three pictures. It was made two days ago.
async fn older_folder() -> tempfile::TempDir {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    let folder = town.closed().await;
    make_older(folder.path());
    execute(folder.path(), &format!("UPDATE buckets SET created = {}", at(-2 * DAY).millis()));
    folder
}

/// Waits until this file is gone. The time of the town is the hand's.
async fn gone(town: &Town, name: &str) {
    while town.folder().join("files").join(name).exists() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_orphan_of_an_older_version_is_removed_after_thirty_days_and_nothing_else_is() {
    let folder = older_folder().await;
    leave(folder.path(), ORPHAN, at(-DAY));
    leave(folder.path(), UNPROVEN, at(60));
    let town = Town::at(folder).await;
    assert_eq!(blobs(town.folder()).len(), 5);
    town.pass(Duration::from_secs(29 * 24 * 3600));
    let town = town.restarted().await;
    assert_eq!(blobs(town.folder()).len(), 5, "the operator may notice that the database is the wrong one");
    town.pass(Duration::from_secs(2 * 24 * 3600));
    gone(&town, ORPHAN).await;
    let town = town.restarted().await;
    assert_eq!(pictures(&town).await, 3);
    assert_eq!(blobs(town.folder()).len(), 4, "a newer database may have a row of the other one");
}

#[tokio::test]
async fn a_database_that_is_older_or_emptier_than_its_files_costs_none_of_them_ever() {
    // Without its log, the database of an older version names less than lies beside it, or nothing.
    for lost in ["DELETE FROM files WHERE id != 'p0'", "DELETE FROM files"] {
        let folder = older_folder().await;
        let newer = blobs(folder.path());
        execute(folder.path(), lost);
        for path in &newer {
            let name = path.file_name().unwrap().to_str().unwrap();
            leave(folder.path(), name, at(0));
        }
        let town = Town::at(folder).await;
        // This one is removed in the same round as the others would be.
        town.pass(Duration::from_secs(31 * 24 * 3600));
        leave(town.folder(), ORPHAN, at(0));
        execute(town.folder(), &format!("INSERT INTO blobs_without_row VALUES ('{ORPHAN}', 1)"));
        town.pass(Duration::from_secs(2 * 3600));
        gone(&town, ORPHAN).await;
        assert!(newer.iter().all(|path| path.exists()), "{lost}");
    }
}

#[tokio::test]
async fn a_crash_after_the_upgrade_is_cleaned_up_although_an_older_version_left_a_file() {
    let folder = older_folder().await;
    leave(folder.path(), UNPROVEN, at(60));
    let town = Town::at(folder).await;
    leave(town.folder(), ORPHAN, at(120));
    execute(town.folder(), &format!("INSERT INTO blobs_without_row VALUES ('{ORPHAN}', 0)"));
    let town = town.restarted().await;
    assert_eq!(blobs(town.folder()).len(), 4, "three pictures, and the one that is not known");
    assert!(town.folder().join("files").join(UNPROVEN).exists());
}

/// The marker as the previous version leaves it when it is killed after it folded the log into the database.
fn unmark_close(folder: &Path) {
    let path = folder.join("files/identity");
    let mut marker: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let closed = marker["stamp"].clone();
    marker["stamp"] = json!({ "generation": closed["generation"].as_i64().unwrap() - 1, "token": "before" });
    marker["next"] = closed;
    marker["open"] = json!(true);
    fs::write(&path, marker.to_string()).unwrap();
}

#[tokio::test]
async fn a_close_that_was_killed_before_its_last_step_starts_although_a_file_is_unknown() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    let folder = town.closed().await;
    assert!(!folder.path().join("appchat.db-wal").exists(), "the log is folded into the database");
    unmark_close(folder.path());
    leave(folder.path(), UNPROVEN, at(60));
    let town = Town::at(folder).await;
    assert_eq!(pictures(&town).await, 3);
    assert_eq!(blobs(town.folder()).len(), 4);
}

#[tokio::test]
async fn other_files_beside_the_blobs_are_left_alone() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    fs::write(town.folder().join("files/.gitkeep"), "").unwrap();
    fs::create_dir(town.folder().join("files/lost+found")).unwrap();
    // They are no sign of an older database, so a crash is cleaned up.
    leave(town.folder(), ORPHAN, at(0));
    execute(town.folder(), &format!("INSERT INTO blobs_without_row VALUES ('{ORPHAN}', 0)"));
    let town = town.restarted().await;
    assert_eq!(blobs(town.folder()).len(), 5);
    assert!(
        town.folder().join("files/.gitkeep").exists() && !town.folder().join("files").join(ORPHAN).exists()
    );
}

#[tokio::test]
async fn an_adopted_folder_keeps_what_its_database_reserved_and_starts_after_each_crash() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    let copy = tempfile::tempdir().unwrap();
    backend::backup(town.folder(), copy.path()).unwrap();
    take_pictures(&town.key(), 3..6).await;
    let folder = town.closed().await;
    replace(&copy.path().join("appchat.db"), &folder.path().join("appchat.db"));
    let newest = blobs(folder.path())
        .into_iter()
        .find(|path| !copy.path().join("files").join(path.file_name().unwrap()).exists());
    let newest = newest.unwrap().file_name().unwrap().to_str().unwrap().to_owned();
    execute(folder.path(), &format!("INSERT INTO blobs_without_row VALUES ('{newest}', 0)"));
    backend::adopt(folder.path()).unwrap();
    let town = Town::at(folder).await;
    assert_eq!(blobs(town.folder()).len(), 6, "a newer database may have got a row of the reserved one");
    // A crash after which another program folded the log into the database.
    let image = super::crash_image(town.folder());
    execute(image.path(), "PRAGMA wal_checkpoint(TRUNCATE)");
    assert!(!image.path().join("appchat.db-wal").exists());
    let town = Town::at(image).await;
    assert_eq!(pictures(&town).await, 3);
    assert_eq!(blobs(town.folder()).len(), 6);
}

#[tokio::test]
async fn files_whose_database_is_lost_or_whose_marker_is_damaged_can_be_adopted() {
    for broken in ["appchat.db", "files/identity"] {
        let town = Town::new().await;
        take_pictures(&town.user("ana").await, 0..3).await;
        let folder = town.closed().await;
        if broken == "appchat.db" {
            fs::remove_file(folder.path().join(broken)).unwrap();
        } else {
            fs::write(folder.path().join(broken), "{").unwrap();
        }
        Town::refusal(folder.path()).await;
        backend::adopt(folder.path()).unwrap();
        backend::adopt(folder.path()).unwrap();
        let town = Town::at(folder).await.restarted().await;
        let expected = if broken == "appchat.db" { 0 } else { 3 };
        assert_eq!(pictures(&town).await, expected, "{broken}");
        assert_eq!(count(&town.closed().await), 3, "{broken}");
    }
}

#[tokio::test]
async fn the_lock_of_backups_is_made_by_the_process_that_deletes() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..2).await;
    let lock = town.folder().join("backup.lock");
    assert!(lock.exists(), "before a backup makes it");
    let folder = town.closed().await;
    // One that this user may not open. (Root may open any.)
    fs::set_permissions(folder.path().join("backup.lock"), fs::Permissions::from_mode(0o000)).unwrap();
    let town = Town::at(folder).await;
    town.key().delete(&format!("{FILES}/p0")).await.ok(204);
    assert_eq!(blobs(town.folder()).len(), 1);
}
