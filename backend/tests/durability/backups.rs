//! Backups that another process makes while writers run.

use crate::{SOON, process::Process, writers::Writers};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_that_is_made_while_writers_run_holds_whole_what_was_acknowledged_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut writers = Writers::default();
    let process = Process::start(folder.path());
    let mut acknowledged = writers.begin(process.api()).await;
    for round in 1..=3 {
        let enough = acknowledged.wait_for(|count| *count >= 60 * round);
        tokio::time::timeout(SOON, enough).await.expect("nothing happens").unwrap();
        let mark = format!("mark-{round}");
        writers.mark(&process.api(), &mark).await;
        let (backup, restored) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, to) = (folder.path().to_owned(), backup.path().to_owned());
        tokio::task::spawn_blocking(move || backend::backup(&from, &to)).await.unwrap().unwrap();
        backend::restore(backup.path(), restored.path()).unwrap();

        let other = Process::start(restored.path());
        crate::process::check_database(restored.path());
        let files = Writers::whole_files(&other.api()).await;
        assert!(files.contains(&mark), "{mark} was acknowledged before the backup");
        other.kill();
    }
    process.kill();
    writers.end().await;
    let process = Process::start(folder.path());
    writers.check(process.api(), folder.path()).await;
}
