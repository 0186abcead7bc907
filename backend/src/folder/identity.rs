//! Whether a database and a folder of blobs belong together.
//!
//! Both hold the folder's id and a stamp: a generation, which grows at each start and each close, and a random token.
//! A new stamp is announced beside the blobs, then committed to the database, then confirmed beside the blobs, each
//! step durable before the next. A crash in between leaves a pair that still matches. The stamp of a start stays in
//! the write-ahead log, so a database that lost its log shows an older stamp.

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::{FolderLock, durable};
use crate::{Durability, OpenError, db, secrets};

/// The file beside the blobs. No blob has this name: theirs are 32 hexadecimal digits.
pub(crate) const MARKER: &str = "identity";
/// The form of the file.
const FORMAT: u32 = 1;

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

/// A point in the life of a data folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    generation: i64,
    token: String,
}

impl Stamp {
    fn after(generation: i64) -> Self {
        Self { generation: generation.saturating_add(1), token: secrets::token(16) }
    }
}

/// What lies beside the blobs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Marker {
    format: u32,
    id: String,
    stamp: Stamp,
    /// The stamp that the database is about to get, or has just got.
    next: Option<Stamp>,
    /// Whether a process uses the folder, or ended without closing it.
    open: bool,
}

/// What the database and the blobs agree on.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    id: String,
    stamp: Stamp,
}

/// A data folder in use. It stays locked until this is dropped.
#[derive(Debug)]
pub(crate) struct Opened {
    folder: PathBuf,
    identity: Identity,
    _lock: FolderLock,
}

impl Marker {
    /// Whether it announces the first stamp of a folder, and nothing before it.
    fn is_first(&self) -> bool {
        self.stamp.generation == 0
    }
}

/// Makes sure that the folder has a database if it has files, before opening a missing one makes it.
pub(crate) fn check_database_is_there(folder: &Path) -> Result<(), OpenError> {
    let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
    let there = match std::fs::metadata(super::database(folder)) {
        Ok(metadata) => metadata.len() > 0,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => false,
        Err(cause) => return Err(unusable(cause)),
    };
    if there {
        return Ok(());
    }
    let begun = matches!(read(folder).map_err(unusable)?, Some(Ok(marker)) if !marker.is_first());
    if begun || !blobs(folder).map_err(unusable)?.is_empty() {
        return Err(OpenError::Mismatch(folder.to_owned(), Mismatch::DatabaseMissing));
    }
    Ok(())
}

/// Makes sure that the parts of the folder belong together, before anything in it is changed. Returns `None` for a
/// new folder and for one from before there were identities.
pub(crate) fn check(conn: &Connection, folder: &Path) -> Result<Option<Identity>, OpenError> {
    let mismatch = |why| Err(OpenError::Mismatch(folder.to_owned(), why));
    let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
    let marker = match read(folder).map_err(unusable)? {
        Some(Err(())) => return mismatch(Mismatch::Damaged),
        Some(Ok(marker)) if marker.format > FORMAT => return Err(OpenError::Newer(folder.to_owned())),
        marker => marker.and_then(Result::ok),
    };
    let Some((id, stamp, file_key)) = stored(conn)? else {
        let older = marker.is_some_and(|marker| !marker.is_first());
        return if older { mismatch(Mismatch::DatabaseOlder) } else { Ok(None) };
    };
    let Some(marker) = marker else { return mismatch(Mismatch::FilesMissing) };
    if marker.id != id {
        return mismatch(Mismatch::OtherInstance);
    }
    if marker.stamp != stamp && marker.next.as_ref() != Some(&stamp) {
        let older = stamp.generation <= marker.stamp.generation;
        return mismatch(if older { Mismatch::DatabaseOlder } else { Mismatch::FilesOlder });
    }
    let key = secrets::file_key_in(folder).map_err(unusable)?;
    if key.is_none_or(|key| secrets::digest(&key) != file_key) {
        return mismatch(Mismatch::FileKey);
    }
    // Reading the database makes an empty log if none exists.
    let log = std::fs::metadata(super::database(folder).with_extension("db-wal"));
    if marker.open && log.map_or(true, |log| log.len() == 0) {
        // Another program may have folded the log into the database. If blobs are unknown, the log was lost.
        let named = named_blobs(conn)?;
        if blobs(folder).map_err(unusable)?.iter().any(|name| !named.contains(name)) {
            return mismatch(Mismatch::DatabaseOlder);
        }
        tracing::warn!(
            "the database was not closed, and appchat.db-wal is missing: recent changes may be lost"
        );
    }
    Ok(Some(Identity { id, stamp }))
}

impl Opened {
    /// Gives the folder the stamp of this start, and an id if it has none.
    pub(crate) fn begin(
        folder: &Path,
        lock: FolderLock,
        conn: &Connection,
        durability: Durability,
        known: Option<Identity>,
        file_key: &[u8],
    ) -> Result<Self, OpenError> {
        let fresh =
            || Identity { id: secrets::token(16), stamp: Stamp { generation: 0, token: String::new() } };
        let identity = known.unwrap_or_else(fresh);
        let mut opened = Self { folder: folder.to_owned(), identity, _lock: lock };
        let next = Stamp::after(opened.identity.stamp.generation);
        let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
        super::make(&super::files(folder)).map_err(unusable)?;
        opened.mark(Some(&next), true).map_err(unusable)?;
        let file_key = secrets::digest(&String::from_utf8_lossy(file_key));
        db::durably(conn, durability, || store(conn, &opened.identity.id, &next, &file_key))?;
        opened.identity.stamp = next;
        opened.mark(None, true).map_err(unusable)?;
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
        let unusable = |cause| OpenError::Folder(self.folder.clone(), cause);
        let next = Stamp::after(self.identity.stamp.generation);
        self.mark(Some(&next), true).map_err(unusable)?;
        db::durably(conn, durability, || {
            conn.execute(
                "UPDATE data_folder SET generation = ?1, token = ?2",
                (next.generation, &next.token),
            )?;
            conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        })?;
        self.identity.stamp = next;
        self.mark(None, false).map_err(|cause| OpenError::Folder(self.folder.clone(), cause))
    }

    fn mark(&self, next: Option<&Stamp>, open: bool) -> io::Result<()> {
        let Identity { id, stamp } = self.identity.clone();
        write(&self.folder, &Marker { format: FORMAT, id, stamp, next: next.cloned(), open })
    }
}

/// Completes a copy of a folder: its blobs get the stamp that its database has.
pub(super) fn complete(conn: &Connection, folder: &Path) -> Result<(), OpenError> {
    let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
    let Some((id, stamp, _)) = stored(conn)? else {
        return Err(OpenError::Mismatch(folder.to_owned(), Mismatch::DatabaseMissing));
    };
    write(folder, &Marker { format: FORMAT, id, stamp, next: None, open: false }).map_err(unusable)
}

/// Forgets the identity on both sides: the next start gives the parts one of their own.
pub(super) fn forget(conn: &Connection, folder: &Path) -> Result<(), OpenError> {
    let marker = super::files(folder).join(MARKER);
    match std::fs::remove_file(marker) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            return Err(OpenError::Folder(folder.to_owned(), cause));
        }
        _ => {}
    }
    Ok(conn.execute("DELETE FROM data_folder", []).map(drop)?)
}

fn store(conn: &Connection, id: &str, stamp: &Stamp, file_key: &str) -> rusqlite::Result<()> {
    conn.execute(
        "INSERT OR REPLACE INTO data_folder (one, id, generation, token, file_key) VALUES (1, ?1, ?2, ?3, ?4)",
        (id, stamp.generation, &stamp.token, file_key),
    )
    .map(drop)
}

fn stored(conn: &Connection) -> rusqlite::Result<Option<(String, Stamp, String)>> {
    if !has_table(conn, "data_folder")? {
        return Ok(None);
    }
    conn.query_row("SELECT id, generation, token, file_key FROM data_folder", [], |row| {
        Ok((row.get(0)?, Stamp { generation: row.get(1)?, token: row.get(2)? }, row.get(3)?))
    })
    .optional()
}

fn has_table(conn: &Connection, name: &str) -> rusqlite::Result<bool> {
    conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1)",
        [name],
        |row| row.get(0),
    )
}

/// The names of the blobs that rows name.
pub(super) fn named_files(conn: &Connection) -> rusqlite::Result<HashSet<String>> {
    names(conn, &[("files", "blob"), ("upload_chunks", "blob")])
}

/// The same, with the blobs whose rows are not written yet or deleted.
fn named_blobs(conn: &Connection) -> rusqlite::Result<HashSet<String>> {
    names(conn, &[("files", "blob"), ("upload_chunks", "blob"), ("blobs_without_row", "name")])
}

fn names(conn: &Connection, columns: &[(&str, &str)]) -> rusqlite::Result<HashSet<String>> {
    let mut names = HashSet::new();
    for (table, column) in columns {
        if has_table(conn, table)? {
            let mut statement = conn.prepare(&format!("SELECT {column} FROM {table}"))?;
            for name in statement.query_map([], |row| row.get(0))? {
                names.insert(name?);
            }
        }
    }
    Ok(names)
}

/// The names of the blobs in the folder, without unfinished ones.
pub(super) fn blobs(folder: &Path) -> io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(super::files(folder)) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(vec![]),
        entries => entries?,
    };
    let mut names = vec![];
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != MARKER && !name.ends_with(&format!(".{}", durable::UNFINISHED)) {
            names.push(name);
        }
    }
    Ok(names)
}

/// The marker; an inner error if it says nothing that can be understood.
fn read(folder: &Path) -> io::Result<Option<Result<Marker, ()>>> {
    match std::fs::read(super::files(folder).join(MARKER)) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).map_err(drop))),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
}

fn write(folder: &Path, marker: &Marker) -> io::Result<()> {
    let text = serde_json::to_vec(marker).map_err(io::Error::other)?;
    durable::write(&super::files(folder).join(MARKER), &text)
}
