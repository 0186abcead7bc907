//! Whether the parts of a data folder belong together. Looks only, changes nothing.

use std::{io, path::Path};

use rusqlite::Connection;

use super::{
    blobs,
    marker::{FORMAT, Marker},
    stamp::{Stamp, Stored},
};
use crate::{OpenError, secrets};

/// Why the parts of a data folder do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    #[error("there are files, but the database appchat.db is missing or empty")]
    DatabaseMissing,
    #[error("the database is older than the files beside it, or its appchat.db-wal is missing")]
    DatabaseOlder,
    #[error("the database names files, but the folder of the files is missing, empty or incomplete")]
    FilesMissing,
    #[error("the files are older than the database beside them")]
    FilesOlder,
    #[error("the database and the files are from two different instances")]
    OtherInstance,
    #[error("file-key is missing or is not the key that the files were encrypted with")]
    FileKey,
    #[error("files/identity is damaged")]
    Damaged,
}

/// What the database and the blobs agree on.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) stamp: Stamp,
    /// Whether blobs may have been written since that stamp.
    pub(super) open: bool,
}

/// Makes sure that the folder has a database if it has files, before opening a missing one makes it.
pub(super) fn check_database_is_there(folder: &Path) -> Result<(), OpenError> {
    let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
    let there = match std::fs::metadata(super::database(folder)) {
        Ok(metadata) => metadata.len() > 0,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => false,
        Err(cause) => return Err(unusable(cause)),
    };
    if there {
        return Ok(());
    }
    let begun = matches!(Marker::read(folder).map_err(unusable)?, Some(Ok(marker)) if !marker.is_first());
    if begun || !blobs::in_folder(folder).map_err(unusable)?.is_empty() {
        return Err(OpenError::Mismatch(folder.to_owned(), Mismatch::DatabaseMissing));
    }
    Ok(())
}

/// Makes sure that the parts of the folder belong together. Returns `None` for a new folder, one from before there were
/// identities, and one that the operator accepted as it is.
pub(super) fn check(conn: &Connection, folder: &Path) -> Result<Option<Identity>, OpenError> {
    let mismatch = |why| OpenError::Mismatch(folder.to_owned(), why);
    let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
    let stored = Stored::read(conn)?;
    if stored.as_ref().is_some_and(Stored::is_adopted) {
        return Ok(None);
    }
    let marker = match Marker::read(folder).map_err(unusable)? {
        Some(Err(_)) => return Err(mismatch(Mismatch::Damaged)),
        Some(Ok(marker)) if marker.format > FORMAT => return Err(OpenError::Newer(folder.to_owned())),
        marker => marker.and_then(Result::ok),
    };
    let file_key = stored.as_ref().map(|stored| stored.file_key.clone());
    let Some(identity) = compare(stored, marker).map_err(mismatch)? else { return Ok(None) };
    let key = secrets::file_key_in(folder).map_err(unusable)?;
    if key.map(|key| secrets::digest(&key)) != file_key {
        return Err(mismatch(Mismatch::FileKey));
    }
    if identity.open && !has_log(folder) {
        // Another program may have folded the log into the database. If blobs are unknown, the log was lost.
        let known = blobs::known(conn)?;
        if blobs::in_folder(folder).map_err(unusable)?.iter().any(|name| !known.contains(name)) {
            return Err(mismatch(Mismatch::DatabaseOlder));
        }
        tracing::warn!(
            "the database was not closed, and appchat.db-wal is missing: recent changes may be lost"
        );
    }
    Ok(Some(identity))
}

/// Compares the two halves of the identity. Errors: all but `DatabaseMissing`, `FileKey` and `Damaged`.
fn compare(stored: Option<Stored>, marker: Option<Marker>) -> Result<Option<Identity>, Mismatch> {
    let (stored, marker) = match (stored, marker) {
        (None, Some(marker)) if !marker.is_first() => return Err(Mismatch::DatabaseOlder),
        (None, _) => return Ok(None),
        (Some(_), None) => return Err(Mismatch::FilesMissing),
        (Some(stored), Some(marker)) => (stored, marker),
    };
    if marker.id != stored.id {
        return Err(Mismatch::OtherInstance);
    }
    if marker.next.as_ref() == Some(&stored.stamp) {
        // The database got the announced stamp, and no blob was written after that.
        return Ok(Some(Identity { id: stored.id, stamp: stored.stamp, open: false }));
    }
    if marker.stamp == stored.stamp {
        return Ok(Some(Identity { id: stored.id, stamp: stored.stamp, open: marker.open }));
    }
    let older = stored.stamp.generation <= marker.stamp.generation;
    Err(if older { Mismatch::DatabaseOlder } else { Mismatch::FilesOlder })
}

/// Whether the database has a write-ahead log. Reading the database makes an empty one if none exists.
fn has_log(folder: &Path) -> bool {
    std::fs::metadata(super::database(folder).with_extension("db-wal")).is_ok_and(|log| log.len() > 0)
}
