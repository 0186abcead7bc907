//! A data folder in use: the identity it gets at each start and each close.
//!
//! Database and blobs hold the same id and the same stamp. A new stamp is announced beside the blobs, then committed to
//! the database, then confirmed beside the blobs, each step durable before the next. A crash in between leaves a pair
//! that still matches. The stamp of a start stays in the write-ahead log, so a database that lost its log shows an
//! older stamp.

use std::{
    io,
    path::{Path, PathBuf},
};

use appwrite::Timestamp;
use rusqlite::Connection;

use super::{
    BlobLock, FolderLock,
    check::{self, Identity},
    durable,
    marker::Marker,
    stamp::{Stamp, Stored},
    unknown::{self, Origin},
};
use crate::{
    Durability, OpenError,
    db::{self, durably},
    secrets::{self, Secrets},
};

/// A data folder in use. It stays locked until this is dropped.
#[derive(Debug)]
pub(crate) struct Opened {
    folder: PathBuf,
    identity: Identity,
    _lock: FolderLock,
}

/// Opens a data folder: makes it on the first start, and brings its schema up to date. Returns the connection of the
/// writer. Errors change nothing in a folder whose parts do not belong together.
pub(crate) fn open(
    folder: &Path,
    durability: Durability,
    now: Timestamp,
) -> Result<(Opened, Connection, Secrets), OpenError> {
    let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
    let lock = FolderLock::take(folder)?;
    check::check_database_is_there(folder)?;
    let writer = db::connect(&super::database(folder), durability)?;
    db::check_version(&writer, folder)?;
    let known = check::check(&writer, folder)?;
    // From here on the folder is changed.
    if let Err(cause) = BlobLock::make(folder) {
        // Files that are no longer needed stay until the operator mends it: `/readyz` says so.
        tracing::error!(%cause, "backup.lock cannot be made");
    }
    let secrets = Secrets::open(folder).map_err(unusable)?;
    db::migrate(&writer)?;
    let file_key = secrets::digest(&String::from_utf8_lossy(secrets.files()));
    let opened = Opened::begin(folder, lock, &writer, durability, known, file_key, now)?;
    Ok((opened, writer, secrets))
}

impl Opened {
    /// Gives the folder the stamp of this start, and an id if it has none.
    fn begin(
        folder: &Path,
        lock: FolderLock,
        conn: &Connection,
        durability: Durability,
        known: Option<Identity>,
        file_key: String,
        now: Timestamp,
    ) -> Result<Self, OpenError> {
        let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
        let fresh = || Identity { id: secrets::token(16), stamp: Stamp::first(), open: true };
        let identity = known.unwrap_or_else(fresh);
        let mut opened = Self { folder: folder.to_owned(), identity, _lock: lock };
        let next = opened.identity.stamp.next();
        super::make(&super::files(folder)).map_err(unusable)?;
        opened.mark(Some(&next)).map_err(unusable)?;
        let stored = Stored { id: opened.identity.id.clone(), stamp: next.clone(), file_key };
        durably(conn, durability, || {
            let tx = conn.unchecked_transaction()?;
            unknown::record(&tx, folder, Origin::Same, now)?;
            stored.store(&tx)?;
            Ok::<_, OpenError>(tx.commit()?)
        })?;
        opened.identity = Identity { stamp: next, open: true, ..opened.identity };
        opened.mark(None).map_err(unusable)?;
        durable::sync_folder(folder).map_err(unusable)?;
        Ok(opened)
    }

    /// Notes that nothing more is written, and folds the write-ahead log into the database.
    pub(crate) fn close(&mut self, conn: &Connection, durability: Durability) {
        if let Err(cause) = self.try_close(conn, durability) {
            // The folder stays as a crash would leave it.
            tracing::error!(%cause, "the data folder could not be closed");
        }
    }

    fn try_close(&mut self, conn: &Connection, durability: Durability) -> Result<(), OpenError> {
        let folder = self.folder.clone();
        let unusable = |cause| OpenError::Folder(folder.clone(), cause);
        let next = self.identity.stamp.next();
        self.mark(Some(&next)).map_err(unusable)?;
        durably(conn, durability, || {
            next.store(conn)?;
            #[cfg(test)]
            durable::steps::note(durable::steps::Step::Checkpoint);
            conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        })?;
        self.identity.stamp = next;
        self.identity.open = false;
        self.mark(None).map_err(unusable)
    }

    fn mark(&self, next: Option<&Stamp>) -> io::Result<()> {
        let Identity { id, stamp, open } = self.identity.clone();
        Marker::new(id, stamp, next.cloned(), open).write(&self.folder)
    }
}
