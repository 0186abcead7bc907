//! A data folder that is killed at any step, in this version or the previous one, starts by itself and keeps its files.

use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    rc::Rc,
    time::{Duration, SystemTime},
};

use appwrite::Timestamp;
use rusqlite::{Connection, config::DbConfig};
use tempfile::TempDir;

use super::{blobs, database, durable::steps, files, marker::MARKER, opened, unknown};
use crate::{Backend, Clock, Config, Deployment, Durability, storage};

/// The name of a blob that an older version left without a row.
const LEFT_OVER: &str = "0123456789abcdef0123456789abcdef";
/// How many files the folder has.
const FILES: usize = 3;

/// The folder as a kill at each step leaves it.
type Images = Vec<(String, TempDir)>;

fn now() -> Timestamp {
    "2026-05-26T09:00:00.000+00:00".parse().unwrap()
}

fn copy(folder: &Path) -> TempDir {
    fn copy_all(from: &Path, to: &Path) {
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                fs::create_dir(&target).unwrap();
                copy_all(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), &target).unwrap();
            }
        }
    }
    let image = tempfile::tempdir().unwrap();
    copy_all(folder, image.path());
    image
}

/// Does some work, and copies the folder before each of its steps and after the last one.
fn killed_at_each_step(folder: &Path, work: impl FnOnce()) -> Images {
    let images: Rc<RefCell<Images>> = Rc::default();
    let (taken, watched) = (Rc::clone(&images), folder.to_owned());
    let watcher = move |step| {
        let name = format!("{} {step:?}", taken.borrow().len());
        taken.borrow_mut().push((name, copy(&watched)));
    };
    steps::watch(watcher, work);
    let mut images = images.take();
    images.push(("the end".into(), copy(folder)));
    images
}

fn execute(folder: &Path, sql: &str) {
    let conn = Connection::open(database(folder)).unwrap();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
    conn.execute_batch(sql).unwrap();
}

/// What another program does that opens the database and closes it.
fn fold_log(folder: &Path) {
    let conn = Connection::open(database(folder)).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

/// Stores files with rows.
fn store_files(folder: &Path) {
    let mut sql = format!(
        "INSERT INTO buckets VALUES (1, 'b', 'B', '[]', 0, 1, 1, '[]', 'none', 0, 0, 1, {0}, {0});",
        now().millis()
    );
    for n in 0..FILES {
        let name = blobs::new_name();
        fs::write(files(folder).join(&name), "bytes").unwrap();
        sql += &format!(
            "INSERT INTO files VALUES ({n}, 'f{n}', 1, 'f', '', '[]', 'm', 's', 5, 5, 1, '{name}', 0, {0}, {0});",
            now().millis()
        );
    }
    execute(folder, &sql);
}

fn open_and_close(folder: &Path) {
    let (mut opened, conn, _) = opened::open(folder, Durability::Process, now()).unwrap();
    opened.close(&conn, Durability::Process);
}

/// A folder that is closed, and one that was killed while it was in use. Both have files.
fn closed_and_killed() -> [(&'static str, TempDir); 2] {
    let folder = tempfile::tempdir().unwrap();
    let (mut opened, conn, _) = opened::open(folder.path(), Durability::Process, now()).unwrap();
    store_files(folder.path());
    let killed = copy(folder.path());
    opened.close(&conn, Durability::Process);
    drop((conn, opened));
    [("closed", folder), ("killed", killed)]
}

fn leave_over(folder: &Path) {
    fs::write(files(folder).join(LEFT_OVER), "nobody's").unwrap();
}

/// What the previous version leaves at this step: it announces a start as open, and records no unknown blobs.
fn as_previous_version(folder: &Path) {
    let marker = files(folder).join(MARKER);
    if let Ok(text) = fs::read_to_string(&marker)
        && !text.contains("\"next\":null")
    {
        fs::write(&marker, text.replace("\"open\":false", "\"open\":true")).unwrap();
    }
    let log = database(folder).with_extension("db-wal");
    let had_log = fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    execute(folder, "DROP TABLE unknown_blobs; DELETE FROM steps WHERE name = 'folder-2';");
    if !had_log {
        fold_log(folder);
    }
}

async fn assert_starts(folder: &Path, step: &str, expected: usize) {
    for attempt in ["first", "second"] {
        let mut config = Config::new(folder, Deployment::parse(r#"{ "projectId": "p" }"#).unwrap());
        config.clock = Clock::by_hand(now());
        let backend =
            Backend::open(config).await.unwrap_or_else(|cause| panic!("{step}, {attempt}: {cause}"));
        backend.close().await;
        let there = blobs::in_folder(folder).unwrap();
        assert_eq!(there.len(), expected, "{step}, {attempt}");
        let named = blobs::named(&Connection::open(database(folder)).unwrap()).unwrap();
        assert!(named.len() == FILES && named.iter().all(|name| there.contains(name)), "{step}, {attempt}");
    }
}

#[tokio::test]
async fn a_folder_that_is_killed_at_any_step_starts_by_itself() {
    for (state, folder) in closed_and_killed() {
        leave_over(folder.path());
        for (step, image) in killed_at_each_step(folder.path(), || open_and_close(folder.path())) {
            assert_starts(image.path(), &format!("{state}: {step}"), FILES + 1).await;
        }
    }
}

#[tokio::test]
async fn it_also_starts_if_another_program_folded_the_log_into_the_database() {
    for (state, folder) in closed_and_killed() {
        leave_over(folder.path());
        // This start records the blob that is left over.
        let (opened, conn, _) = opened::open(folder.path(), Durability::Process, now()).unwrap();
        let recorded = copy(folder.path());
        drop((conn, opened));
        for (step, image) in killed_at_each_step(recorded.path(), || open_and_close(recorded.path())) {
            fold_log(image.path());
            assert_starts(image.path(), &format!("{state}: {step}"), FILES + 1).await;
        }
    }
}

#[tokio::test]
async fn a_folder_that_the_previous_version_left_at_any_step_starts_by_itself() {
    for (state, folder) in closed_and_killed() {
        for (step, image) in killed_at_each_step(folder.path(), || open_and_close(folder.path())) {
            as_previous_version(image.path());
            leave_over(image.path());
            assert_starts(image.path(), &format!("{state}: {step}"), FILES + 1).await;
        }
    }
}

#[tokio::test]
async fn a_first_start_that_is_killed_at_any_step_is_completed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    for (step, image) in killed_at_each_step(folder.path(), || open_and_close(folder.path())) {
        let opened = opened::open(image.path(), Durability::Process, now());
        assert!(opened.is_ok(), "{step}: {:?}", opened.err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_killed_at_any_step_leaves_no_blob_after_the_next_start() {
    let (_, folder) = closed_and_killed().into_iter().next().unwrap();
    let mut config = Config::new(folder.path(), Deployment::parse(r#"{ "projectId": "p" }"#).unwrap());
    config.clock = Clock::by_hand(now());
    let backend = Backend::open(config).await.unwrap();
    let (disk, path) = (backend.disk.clone(), folder.path().to_owned());
    let put = move || {
        killed_at_each_step(&path, || {
            disk.put(false, |sink| sink.write(b"a photograph")).unwrap();
        })
    };
    let images = tokio::task::spawn_blocking(put).await.unwrap();
    backend.close().await;
    assert_eq!(images.len(), 4, "before each of three steps, and after the last");
    for (step, image) in images {
        assert_starts(image.path(), &step, FILES).await;
        assert_eq!(fs::read_dir(files(image.path())).unwrap().count(), FILES + 1, "{step}: and the marker");
    }
}

#[tokio::test]
async fn a_reservation_is_committed_so_that_it_survives_a_power_cut() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::new(folder.path(), Deployment::parse(r#"{ "projectId": "p" }"#).unwrap());
    assert_eq!(config.durability, Durability::Process);
    let backend = Backend::open(config).await.unwrap();
    let trigger = "CREATE TEMP TABLE seen (synchronous INTEGER);
        CREATE TEMP TRIGGER reserved AFTER INSERT ON main.blobs_without_row BEGIN
          INSERT INTO seen SELECT synchronous FROM pragma_synchronous; END;";
    backend.db.write(move |tx| Ok(tx.execute_batch(trigger)?)).await.unwrap();
    let reserve = storage::reserve(&backend.db);
    tokio::task::spawn_blocking(move || reserve(LEFT_OVER)).await.unwrap().unwrap();
    let seen = backend.db.write(|tx| Ok(tx.query_row("SELECT * FROM seen", [], |row| row.get(0))?));
    let seen: i64 = seen.await.unwrap();
    assert_eq!(seen, 2, "FULL: the commit waits for the disk");
    backend.close().await;
}

/// Blobs by name and time, and which of them a start takes for orphans.
fn recorded(origin: unknown::Origin, change: &str, blobs: &[(&str, i64)]) -> Vec<(String, bool)> {
    let [(_, folder), _] = closed_and_killed();
    execute(folder.path(), change);
    for (name, seconds) in blobs {
        let path: PathBuf = files(folder.path()).join(name);
        let written = fs::File::create(&path).unwrap();
        let at = Duration::from_millis(u64::try_from(now().plus_seconds(*seconds).millis()).unwrap());
        written.set_modified(SystemTime::UNIX_EPOCH + at).unwrap();
    }
    let conn = Connection::open(database(folder.path())).unwrap();
    unknown::record(&conn, folder.path(), origin, now()).unwrap();
    let mut statement = conn.prepare("SELECT name, orphan FROM unknown_blobs ORDER BY name").unwrap();
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    found.map(Result::unwrap).collect()
}

const DAY: i64 = 24 * 60 * 60;
const BLOBS: [&str; 3] = [
    "11111111111111111111111111111111",
    "22222222222222222222222222222222",
    "33333333333333333333333333333333",
];

/// The database was made two days ago, and its newest files are from now.
fn made_two_days_ago() -> String {
    format!("UPDATE buckets SET created = {}", now().plus_seconds(-2 * DAY).millis())
}

fn orphans(found: &[(String, bool)]) -> Vec<bool> {
    found.iter().map(|(_, orphan)| *orphan).collect()
}

#[test]
fn a_blob_is_an_orphan_only_if_the_database_was_in_use_before_and_after_it() {
    let times = [(BLOBS[0], -3 * DAY), (BLOBS[1], -DAY), (BLOBS[2], -60)];
    let found = recorded(unknown::Origin::Same, &made_two_days_ago(), &times);
    assert_eq!(orphans(&found), [false, true, false], "before it, within it, and newer than its files");
}

#[test]
fn a_database_without_files_or_with_files_from_the_future_shows_no_orphan() {
    for change in ["DELETE FROM files", "UPDATE files SET created = created + 1"] {
        let change = format!("{}; {change}", made_two_days_ago());
        assert_eq!(
            orphans(&recorded(unknown::Origin::Same, &change, &[(BLOBS[0], -DAY)])),
            [false],
            "{change}"
        );
    }
}

#[test]
fn an_adopted_folder_has_no_orphans() {
    let found = recorded(unknown::Origin::Adopted, &made_two_days_ago(), &[(BLOBS[0], -DAY)]);
    assert_eq!(orphans(&found), [false]);
}

#[test]
fn a_reserved_blob_is_unknown_if_the_database_may_be_older() {
    let reserve = format!("INSERT INTO blobs_without_row VALUES ('{}', 0), ('{}', 1)", BLOBS[0], BLOBS[1]);
    let both = [(BLOBS[0], 0), (BLOBS[1], 0)];
    let names = |found: Vec<(String, bool)>| found.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert!(recorded(unknown::Origin::Same, &reserve, &both).is_empty(), "no blob is unknown");
    assert_eq!(names(recorded(unknown::Origin::Adopted, &reserve, &both)), [BLOBS[0]]);
    let with_unknown = [(BLOBS[0], 0), (BLOBS[1], 0), (BLOBS[2], 0)];
    assert_eq!(names(recorded(unknown::Origin::Same, &reserve, &with_unknown)), [BLOBS[0], BLOBS[2]]);
}

#[test]
fn a_blob_that_the_operator_removed_is_forgotten() {
    let stale = format!("INSERT INTO unknown_blobs VALUES ('{}', 0, 1)", BLOBS[1]);
    let found = recorded(unknown::Origin::Same, &stale, &[(BLOBS[0], 0)]);
    assert_eq!(found, [(BLOBS[0].to_owned(), false)]);
}
