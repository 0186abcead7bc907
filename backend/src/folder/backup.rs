//! A consistent copy of a data folder, while a backend uses it or not.
//!
//! The copy holds the database as of one moment, and every blob that it names: blobs never change, and none is
//! deleted until the copy is complete. `files/identity` is written last, so an unfinished copy cannot be used.

use std::{
    io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, backup::Backup};

use super::{
    BlobLock, blobs, durable,
    marker::{MARKER, Marker},
    stamp::Stored,
};
use crate::{Mismatch, OpenError, secrets};

/// Why no backup was made.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(
        "{0} is not a data folder of AppChat, or not one that this version has used: start AppChat on it once"
    )]
    NoInstance(PathBuf),
    #[error("{0} is not empty (it has {1}): a backup needs a new or an empty folder")]
    NotEmpty(PathBuf, String),
    #[error("{0} is inside the data folder: choose another folder for the backup")]
    Inside(PathBuf),
    #[error("the backup is incomplete and cannot be used: {0}: {1}")]
    Copy(PathBuf, io::Error),
    #[error("the backup is incomplete and cannot be used: {0}")]
    Database(#[from] rusqlite::Error),
    #[error(transparent)]
    Unusable(#[from] OpenError),
}

/// Copies the data folder `source` to `target`, which must be empty or missing. Returns the number of files copied,
/// apart from the database and the secrets. Waits for the disk.
pub fn backup(source: &Path, target: &Path) -> Result<usize, BackupError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| BackupError::Copy(path, cause)
    };
    if !super::files(source).join(MARKER).exists() || !super::database(source).exists() {
        return Err(BackupError::NoInstance(source.to_owned()));
    }
    if let Some(entry) = super::first_entry(target).map_err(failed(target))? {
        return Err(BackupError::NotEmpty(target.to_owned(), entry));
    }
    let outer = std::path::absolute(source).map_err(failed(source))?;
    if std::path::absolute(target).map_err(failed(target))?.starts_with(outer) {
        return Err(BackupError::Inside(target.to_owned()));
    }
    let files = super::files(target);
    super::make(&files).map_err(failed(&files))?;
    let _keeps_blobs = BlobLock::keep_all(source).map_err(failed(source))?;
    let copied = database(source, target)?;
    let names = blobs::named(&copied)?;
    for name in &names {
        let from = super::files(source).join(name);
        durable::copy(&from, &files.join(name)).map_err(failed(&from))?;
    }
    for name in secrets::NAMES {
        let from = source.join(name);
        durable::copy(&from, &target.join(name)).map_err(failed(&from))?;
    }
    durable::sync_folder(&files).map_err(failed(&files))?;
    durable::sync_folder(target).map_err(failed(target))?;
    complete(&copied, target)?;
    Ok(names.len())
}

/// Copies the database as of this moment, and opens the copy.
fn database(source: &Path, target: &Path) -> Result<Connection, BackupError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let from = Connection::open_with_flags(super::database(source), flags)?;
    from.busy_timeout(std::time::Duration::from_secs(5))?;
    let path = super::database(target);
    durable::create_private(&path).map_err(|cause| BackupError::Copy(path.clone(), cause))?;
    let mut to = Connection::open(&path)?;
    // One step: the source cannot change in between, so the copy never has to begin again.
    Backup::new(&from, &mut to)?.step(-1)?;
    to.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(to)
}

/// Gives the copied blobs the stamp of the copied database.
fn complete(copied: &Connection, target: &Path) -> Result<(), OpenError> {
    let Some(stored) = Stored::read(copied)? else {
        return Err(OpenError::Mismatch(target.to_owned(), Mismatch::DatabaseMissing));
    };
    let marker = Marker::new(stored.id, stored.stamp, None, false);
    marker.write(target).map_err(|cause| OpenError::Folder(target.to_owned(), cause))
}
