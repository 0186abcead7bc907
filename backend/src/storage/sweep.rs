//! Removes blobs that no row names. Those that a crash left between a blob and its row go at the start, those whose rows
//! are deleted as soon as possible, uploads that nobody continues after a day. A blob is removed only if the database
//! says what became of it: one that the database does not know may belong to a newer database, and stays.

use std::{io, path::Path, sync::Weak};

use super::{Disk, off_thread, store};
use crate::{Backend, Home, db::Db, error::Error, folder::BlobLock};

/// How long an upload may rest before it is given up, in seconds.
const PATIENCE: i64 = 24 * 60 * 60;
/// How long an orphan that a start found stays, in seconds: time to notice that a wrong database was put in place.
const ORPHAN_KEPT: i64 = 30 * 24 * 60 * 60;
/// How often blobs are looked for, in seconds.
const ROUND: i64 = 60 * 60;
/// How long to wait before a round that failed is tried again, in seconds.
const RETRY: i64 = 60;
/// How long after its last success a round is late, in seconds.
const LATE: i64 = ROUND + 10 * 60;
/// The same while a backup runs, in seconds: copying much takes long.
const LATE_BEHIND_BACKUP: i64 = 24 * 60 * 60;

/// Why files that are no longer needed are still in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SweepProblem {
    #[error("it did not run")]
    NotRun,
    #[error("a backup holds it up, or a backup that was stopped still holds backup.lock")]
    Backup,
    #[error("backup.lock in the data folder cannot be opened: the user who runs AppChat must own it")]
    Lock,
    #[error("the folder of files refuses to remove some of them")]
    Files,
    #[error("the database does not answer")]
    Database,
}

impl SweepProblem {
    /// How long after the last success this is a trouble, in seconds.
    pub(crate) fn late_after(self) -> i64 {
        if self == Self::Backup { LATE_BEHIND_BACKUP } else { LATE }
    }
}

/// Writes down the name of each blob before the blob has it. The commit survives a power cut, as the blob does.
pub(crate) fn reserve(db: &Db) -> impl Fn(&str) -> io::Result<()> + Send + Sync + use<> {
    let db = db.clone();
    move |name| {
        let name = name.to_owned();
        let reserved = db.write_durably_blocking(move |tx| store::unnamed::reserve(tx, &name));
        reserved.map_err(|cause| io::Error::other(cause.to_string()))
    }
}

/// Before the first request: nothing is being written, so a blob that is reserved and has no row is an orphan.
pub(super) async fn at_start(backend: &Backend) -> Result<(), Error> {
    give_up_stale_uploads(backend).await?;
    let disk = backend.disk.clone();
    off_thread(move || disk.tidy()).await?;
    let names = backend.db.read(store::unnamed::all).await?;
    let count = names.len();
    if backend.try_remove_blobs(names).await.is_ok() && count > 0 {
        tracing::info!(count, "{count} orphans were swept from storage");
    }
    Ok(())
}

/// Gives up stale uploads, and removes what could not be removed before, until the backend is gone.
pub(super) async fn keep_on(backend: Weak<Home>) {
    loop {
        let Some(home) = backend.upgrade().map(Backend) else { return };
        let clock = home.clock.clone();
        let outcome = round(&home).await;
        // A failure was logged where it happened; the next round tries again.
        let pause = if outcome.is_ok() { ROUND } else { RETRY };
        home.last_runs.storage_swept(home.clock.now(), outcome);
        let next = home.clock.now().plus_seconds(pause);
        drop(home);
        clock.until(next).await;
    }
}

/// One round. Succeeds if it leaves nothing behind.
async fn round(backend: &Backend) -> Result<(), SweepProblem> {
    let database = |_| SweepProblem::Database;
    give_up_stale_uploads(backend).await.map_err(database)?;
    let found_before = backend.clock.now().plus_seconds(-ORPHAN_KEPT);
    let names = backend.db.read(move |conn| store::unnamed::removable(conn, found_before)).await;
    backend.try_remove_blobs(names.map_err(database)?).await
}

/// Their chunks become blobs without a row.
async fn give_up_stale_uploads(backend: &Backend) -> Result<(), Error> {
    let moment = backend.clock.now().plus_seconds(-PATIENCE);
    backend.db.write(move |tx| store::uploads::forget_before(tx, moment)).await
}

/// What became of some blobs.
struct Removed {
    gone: Vec<String>,
    left: Vec<String>,
    outcome: Result<(), SweepProblem>,
}

/// Removes blobs, unless a backup copies them. Waits for the disk.
fn remove(disk: &Disk, folder: &Path, names: Vec<String>) -> Removed {
    let lock = match BlobLock::try_delete(folder) {
        Ok(Some(lock)) => lock,
        Ok(None) => return Removed { gone: vec![], left: names, outcome: Err(SweepProblem::Backup) },
        Err(cause) => {
            tracing::error!(%cause, "backup.lock cannot be opened: files that are no longer needed stay");
            return Removed { gone: vec![], left: names, outcome: Err(SweepProblem::Lock) };
        }
    };
    let (gone, left): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| disk.remove(name));
    drop(lock);
    let outcome = if left.is_empty() { Ok(()) } else { Err(SweepProblem::Files) };
    Removed { gone, left, outcome }
}

impl Backend {
    /// Removes blobs whose rows are gone. What cannot be removed now, because the disk refuses or a backup copies it,
    /// is removed by a later round.
    pub(super) async fn remove_blobs(&self, names: Vec<String>) {
        // A failure is logged where it happens, and the next round meets it again.
        let _ = self.try_remove_blobs(names).await;
    }

    /// Does the same, and succeeds if all of them are gone.
    async fn try_remove_blobs(&self, names: Vec<String>) -> Result<(), SweepProblem> {
        if names.is_empty() {
            return Ok(());
        }
        self.previews.forget(&names);
        let (disk, folder) = (self.disk.clone(), self.config.data_dir.clone());
        let removed = off_thread(move || Ok(remove(&disk, &folder, names))).await;
        let Removed { gone, left, outcome } = removed.map_err(|_| SweepProblem::Files)?;
        let noted = self.db.write(move |tx| {
            store::unnamed::forget(tx, &gone)?;
            store::unnamed::note_deleted(tx, &left)
        });
        // A blob that is gone and still noted is only looked for once more.
        noted.await.map_err(|_| SweepProblem::Database).and(outcome)
    }
}
