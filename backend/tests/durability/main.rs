//! What is left when the process is killed: everything that was acknowledged, and nothing by halves.
//!
//! A test binary of its own, not a room of `tests/api`: its backend runs in a process that can be killed (the example
//! `serve`), it looks at the folder as well as at the API, and cargo runs it while no other test loads the machine.
//! A killed process is what is meant here, not a power cut: see `docs/decisions/0003-sqlite-with-one-grouping-writer.md`.

#![allow(clippy::unwrap_used, reason = "what fails here is a test")]

use std::{path::Path, time::Duration};

mod api;
mod backups;
mod ledger;
mod process;
mod writers;

use process::Process;
use writers::Writers;

/// So long nothing that is waited for may take.
const SOON: Duration = Duration::from_secs(60);

/// When the process is killed.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// After so many acknowledgements, with as many writes under way as there are writers.
    Acknowledged(usize),
    /// While bytes are on their way to the disk.
    Writing,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_leaves_all_it_acknowledged_and_nothing_by_halves() {
    let folder = tempfile::tempdir().unwrap();
    let mut writers = Writers::default();
    for moment in [
        Moment::Acknowledged(1),
        Moment::Writing,
        Moment::Acknowledged(40),
        Moment::Writing,
        Moment::Acknowledged(200),
        Moment::Acknowledged(90),
    ] {
        let process = Process::start(folder.path());
        let acknowledged = writers.begin(process.api()).await;
        tokio::time::timeout(SOON, come(moment, acknowledged, folder.path())).await.expect("nothing happens");
        process.kill();
        writers.end().await;

        let process = Process::start(folder.path());
        writers.check(process.api(), folder.path()).await;
        process.kill();
    }
    // What was found after a crash is found again after the next.
    writers.check(Process::start(folder.path()).api(), folder.path()).await;
    assert!(writers.acknowledged() >= 331, "too little was written to show anything");
}

async fn come(moment: Moment, mut acknowledged: tokio::sync::watch::Receiver<usize>, folder: &Path) {
    match moment {
        Moment::Acknowledged(enough) => {
            acknowledged.wait_for(|count| *count >= enough).await.unwrap();
        }
        Moment::Writing => {
            while !process::bytes(folder).iter().any(|name| name.ends_with(".tmp")) {
                tokio::task::yield_now().await;
            }
        }
    }
}

#[tokio::test]
async fn a_first_start_that_is_killed_half_way_is_made_good_by_the_next() {
    for begun in ["api-key", "file-key", "files", "appchat.db", "appchat.db-wal"] {
        let folder = tempfile::tempdir().unwrap();
        let process = Process::spawn(folder.path());
        let exists = async {
            while !folder.path().join(begun).exists() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(SOON, exists).await.unwrap_or_else(|_| panic!("{begun} never came"));
        process.kill();
        let process = Process::start(folder.path());
        let tables = process.api().get("/tablesdb/hall/tables").await;
        assert_eq!(tables["total"], 3, "{begun}");
        process::check_database(folder.path());
    }
}
