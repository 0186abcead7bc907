use std::{sync::Arc, time::Duration};

use tempfile::TempDir;

use super::*;
use crate::{
    Clock, Config, Deployment,
    functions::{Function, Request, Response, Running},
};

const DEPLOYMENT: &str = r#"{ "projectId": "p", "functions": [
    { "$id": "tidy", "name": "Tidy", "timeout": 15, "schedule": "*/10 * * * *", "enabled": true },
    { "$id": "elsewhere", "name": "Elsewhere", "timeout": 15, "schedule": "*/10 * * * *", "enabled": true }] }"#;

/// Answers with this status.
struct Answers(u16);

impl Function for Answers {
    fn run(&self, _: Request) -> Running<'_> {
        Box::pin(async move { Response { status: self.0, ..Response::default() } })
    }
}

async fn backend(status: u16) -> (Backend, Clock, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::by_hand("2026-05-26T09:01:00.000+00:00".parse().unwrap());
    let mut config = Config::new(folder.path(), Deployment::parse(DEPLOYMENT).unwrap());
    config.clock = clock.clone();
    config.functions = vec![("tidy".parse().unwrap(), Arc::new(Answers(status)))];
    (Backend::open(config).await.unwrap(), clock, folder)
}

fn minutes(count: u64) -> Duration {
    Duration::from_secs(60 * count)
}

#[tokio::test]
async fn a_backend_that_can_work_has_no_troubles() {
    let (backend, _, folder) = backend(200).await;
    assert_eq!(backend.troubles().await, []);
    assert_eq!(backend.troubles().await, [], "nor the second time");
    assert!(!folder.path().join("files/probe.tmp").exists());
    backend.close().await;
    assert!(backend.troubles().await.contains(&Trouble::Database), "a closed one cannot write");
}

#[tokio::test]
async fn a_folder_of_files_that_cannot_be_written_is_a_trouble_of_its_own() {
    let (backend, _, folder) = backend(200).await;
    let files = folder.path().join("files");
    std::fs::rename(&files, folder.path().join("aside")).unwrap();
    std::fs::write(&files, "not a folder").unwrap();
    assert_eq!(backend.troubles().await, [Trouble::Files]);
    std::fs::remove_file(&files).unwrap();
    std::fs::rename(folder.path().join("aside"), &files).unwrap();
    assert_eq!(backend.troubles().await, []);
}

#[tokio::test]
async fn what_runs_by_the_clock_and_does_not_is_named() {
    let (backend, clock, _folder) = backend(200).await;
    backend.timers.stop();
    let tidy = || Trouble::Schedule("tidy".parse().unwrap());
    clock.advance(minutes(18));
    assert_eq!(backend.troubles().await, [], "ten past nine, and ten minutes of patience");
    clock.advance(minutes(3));
    assert_eq!(backend.troubles().await, [tidy()], "a function without a handler here is not waited for");
    clock.advance(minutes(60));
    assert_eq!(backend.troubles().await, [Trouble::StorageSweep(SweepProblem::NotRun), tidy()]);

    let now = backend.clock.now();
    backend.last_runs.storage_swept(now, Ok(()));
    backend.last_runs.function_ran(&"tidy".parse().unwrap(), now);
    assert_eq!(backend.troubles().await, []);
}

#[tokio::test]
async fn a_presence_that_outlives_its_end_shows_that_its_sweep_is_late() {
    let (backend, clock, _folder) = backend(200).await;
    backend.timers.stop();
    backend.presences.expect_end(clock.now().plus_seconds(60));
    clock.advance(minutes(2));
    assert_eq!(backend.troubles().await, []);
    clock.advance(minutes(2));
    assert_eq!(backend.troubles().await, [Trouble::PresenceSweep]);
}

#[tokio::test]
async fn a_scheduled_function_that_fails_is_late_and_one_that_runs_is_not() {
    for (status, late) in [(200, false), (500, true)] {
        let (backend, clock, _folder) = backend(status).await;
        let function: Id = "tidy".parse().unwrap();
        let ran = || {
            let id = function.clone();
            backend.db.read(move |conn| {
                let sql = "SELECT count(*) FROM executions WHERE function = ?1 AND status IN ('completed', 'failed')";
                Ok(conn.query_row(sql, [id.as_str()], |row| row.get::<_, i64>(0))?)
            })
        };
        // Each moment comes after the run before it has ended and the next one is waited for.
        for round in 1..=4 {
            while ran().await.unwrap() < round {
                clock.advance(minutes(1));
                tokio::task::yield_now().await;
            }
        }
        // The note of a run follows its last write.
        let noted = async {
            while !late && backend.last_runs.of_function(&function) == backend.last_runs.opened {
                tokio::task::yield_now().await;
            }
        };
        noted.await;
        let troubles = backend.troubles().await;
        assert_eq!(troubles.contains(&Trouble::Schedule(function.clone())), late, "{status}: {troubles:?}");
        backend.close().await;
    }
}

/// Makes the backend remove a file that nobody needs, at the next round.
async fn free_a_blob(backend: &Backend, name: &'static str) {
    let sql = "INSERT INTO blobs_without_row (name, deleted) VALUES (?1, 1)";
    backend.db.write(move |tx| Ok(tx.execute(sql, [name]).map(drop)?)).await.unwrap();
}

/// Turns the clock until the sweep of storage is a trouble, and returns why.
async fn late(backend: &Backend, clock: &Clock, at_most: u64) -> Option<SweepProblem> {
    for _ in 0..at_most / 5 {
        clock.advance(minutes(5));
        for trouble in backend.troubles().await {
            match trouble {
                // The round is still under way: the clock is ahead of it.
                Trouble::StorageSweep(SweepProblem::NotRun) => {}
                Trouble::StorageSweep(problem) => return Some(problem),
                _ => {}
            }
        }
    }
    None
}

/// Waits until the sweep has succeeded.
async fn on_time(backend: &Backend, clock: &Clock) {
    while backend.troubles().await.iter().any(|trouble| matches!(trouble, Trouble::StorageSweep(_))) {
        clock.advance(minutes(1));
        tokio::task::yield_now().await;
    }
}

const BLOB: &str = "0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn a_sweep_that_cannot_open_its_lock_is_late_and_says_why() {
    let (backend, clock, folder) = backend(200).await;
    let lock = folder.path().join("backup.lock");
    std::fs::remove_file(&lock).unwrap();
    std::fs::create_dir(&lock).unwrap();
    free_a_blob(&backend, BLOB).await;
    assert_eq!(late(&backend, &clock, 3 * 60).await, Some(SweepProblem::Lock));
    std::fs::remove_dir(&lock).unwrap();
    on_time(&backend, &clock).await;
    backend.close().await;
}

#[tokio::test]
async fn a_sweep_that_cannot_remove_a_file_is_late_and_says_why() {
    let (backend, clock, folder) = backend(200).await;
    let blob = folder.path().join("files").join(BLOB);
    std::fs::create_dir(&blob).unwrap();
    free_a_blob(&backend, BLOB).await;
    assert_eq!(late(&backend, &clock, 3 * 60).await, Some(SweepProblem::Files));
    std::fs::remove_dir(&blob).unwrap();
    on_time(&backend, &clock).await;
    backend.close().await;
}

#[tokio::test]
async fn a_sweep_behind_a_backup_is_late_only_after_a_day() {
    let (backend, clock, folder) = backend(200).await;
    let lock = std::fs::File::options().write(true).open(folder.path().join("backup.lock")).unwrap();
    lock.lock().unwrap();
    free_a_blob(&backend, BLOB).await;
    assert_eq!(late(&backend, &clock, 12 * 60).await, None, "a large backup takes hours");
    assert_eq!(late(&backend, &clock, 14 * 60).await, Some(SweepProblem::Backup));
    lock.unlock().unwrap();
    on_time(&backend, &clock).await;
    backend.close().await;
}

#[tokio::test]
async fn a_sweep_with_nothing_to_remove_is_not_late() {
    let (backend, clock, folder) = backend(200).await;
    std::fs::remove_file(folder.path().join("backup.lock")).unwrap();
    std::fs::create_dir(folder.path().join("backup.lock")).unwrap();
    assert_eq!(late(&backend, &clock, 6 * 60).await, None);
    backend.close().await;
}
