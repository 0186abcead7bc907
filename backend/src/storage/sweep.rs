//! Blobs that no row names. Those that a crash left between a blob and its row are removed at the start, uploads that
//! nobody goes on with now and then. A blob is removed only if the database says what became of it: one that the
//! database does not know may belong to a newer database, and stays.

use std::{
    collections::{HashMap, HashSet},
    io,
    sync::Weak,
};

use super::{off_thread, store};
use crate::{Backend, Home, db::Db, error::Result, folder::BlobLock};

/// How long an upload may rest before it is given up, in seconds.
const PATIENCE: i64 = 24 * 60 * 60;
/// How often those are looked for, in seconds.
const ROUND: i64 = 60 * 60;
/// How long to wait before trying again what a backup held up, in seconds.
const RETRY: i64 = 60;
/// How late a round may be before it counts as late, in seconds.
pub(crate) const LATE: i64 = ROUND + 10 * 60;

/// What writes down the name of each blob before the blob has it.
pub(crate) fn reserve(db: &Db) -> impl Fn(&str) -> io::Result<()> + Send + Sync + use<> {
    let db = db.clone();
    move |name| {
        let name = name.to_owned();
        let reserved = db.write_blocking(move |tx| store::unnamed::reserve(tx, &name));
        reserved.map_err(|cause| io::Error::other(cause.to_string()))
    }
}

/// Before the first request: nothing is being written, so whatever was reserved and has no row is an orphan.
pub(super) async fn at_start(backend: &Backend) -> Result<()> {
    stale_uploads(backend).await?;
    let (named, unnamed) =
        backend.db.read(|conn| Ok((store::blobs(conn)?, store::unnamed::all(conn)?))).await?;
    let disk = backend.disk.clone();
    let there = off_thread(move || disk.tidy()).await?;
    let unknown = there.iter().filter(|name| !named.contains(*name) && !unnamed.contains_key(*name)).count();
    if unknown > 0 {
        tracing::warn!(
            unknown,
            "kept {unknown} files that the database does not know: it may be older than they are"
        );
    }
    let swept = sweepable(unnamed, &there, unknown > 0);
    let count = swept.len();
    if count > 0 && backend.remove_blobs(swept).await {
        tracing::info!(count, "{count} orphans were swept from storage");
    }
    Ok(())
}

/// The blobs that may go. If the database does not know all blobs, it may be an older copy, in which a blob without a
/// row has got its row since; a blob whose row is deleted is nobody's in every copy.
fn sweepable(unnamed: HashMap<String, bool>, there: &[String], may_be_older: bool) -> Vec<String> {
    let there: HashSet<&String> = there.iter().collect();
    let goes = |name: &String, deleted: bool| deleted || !may_be_older || !there.contains(name);
    unnamed.into_iter().filter(|(name, deleted)| goes(name, *deleted)).map(|(name, _)| name).collect()
}

/// Gives up stale uploads, and removes what could not be removed before, until the backend is gone.
pub(super) async fn keep_on(backend: Weak<Home>) {
    loop {
        let Some(home) = backend.upgrade().map(Backend) else { return };
        let clock = home.clock.clone();
        // A failure was logged where it happened; the next round tries again.
        let pause = match round(&home).await {
            Ok(true) => ROUND,
            Ok(false) | Err(_) => RETRY,
        };
        let next = home.clock.now().plus_seconds(pause);
        drop(home);
        clock.until(next).await;
    }
}

/// One round. Returns whether nothing is left for a round that comes soon.
async fn round(backend: &Backend) -> Result<bool> {
    stale_uploads(backend).await?;
    let deleted = backend.db.read(store::unnamed::deleted).await?;
    let done = backend.remove_blobs(deleted).await;
    backend.last_runs.storage_swept(backend.clock.now());
    Ok(done)
}

async fn stale_uploads(backend: &Backend) -> Result<()> {
    let moment = backend.clock.now().plus_seconds(-PATIENCE);
    let blobs = backend.db.write(move |tx| store::uploads::forget_before(tx, moment)).await?;
    backend.remove_blobs(blobs).await;
    Ok(())
}

impl Backend {
    /// Removes blobs whose rows are gone, and returns whether all of them are. What cannot be removed now, because
    /// the disk refuses or a backup copies it, is removed by a later round.
    pub(super) async fn remove_blobs(&self, names: Vec<String>) -> bool {
        if names.is_empty() {
            return true;
        }
        self.previews.forget(&names);
        let (disk, folder) = (self.disk.clone(), self.config.data_dir.clone());
        let removed = off_thread(move || {
            let lock = BlobLock::try_delete(&folder)?;
            Ok(names.into_iter().partition(|name| lock.is_some() && disk.remove(name)))
        });
        let Ok((gone, left)): Result<(Vec<_>, Vec<_>)> = removed.await else { return false };
        let all = left.is_empty();
        let noted = self.db.write(move |tx| {
            store::unnamed::forget(tx, &gone)?;
            store::unnamed::note_deleted(tx, &left)
        });
        // A blob that is gone and still noted is only looked for once more.
        noted.await.is_ok() && all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_may_be_older_decides_nothing_about_a_blob_without_a_row() {
        let unnamed = HashMap::from([("written".to_owned(), false), ("deleted".to_owned(), true)]);
        let there = ["written".to_owned(), "deleted".to_owned(), "unknown".to_owned()];
        assert_eq!(sweepable(unnamed.clone(), &there, true), ["deleted"]);
        assert_eq!(sweepable(unnamed, &there, false).len(), 2);
    }
}
