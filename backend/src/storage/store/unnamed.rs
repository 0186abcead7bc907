//! Blobs that no row names yet, or no longer. Triggers keep the table true when rows come and go.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::{db::Tx, error::Result};

/// A blob of this name is about to be in the folder.
pub(in crate::storage) fn reserve(tx: &Tx<'_>, name: &str) -> Result<()> {
    tx.prepare_cached("INSERT INTO blobs_without_row (name, deleted) VALUES (?1, 0)")?.execute([name])?;
    Ok(())
}

/// Every such blob, and whether its row is deleted.
pub(in crate::storage) fn all(conn: &Connection) -> Result<HashMap<String, bool>> {
    let mut statement = conn.prepare_cached("SELECT name, deleted FROM blobs_without_row")?;
    let names = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// The blobs whose rows are deleted.
pub(in crate::storage) fn deleted(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT name FROM blobs_without_row WHERE deleted")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// These blobs are gone.
pub(in crate::storage) fn forget(tx: &Tx<'_>, names: &[String]) -> Result<()> {
    let mut statement = tx.prepare_cached("DELETE FROM blobs_without_row WHERE name = ?1")?;
    names.iter().try_for_each(|name| Ok(statement.execute([name]).map(drop)?))
}

/// These blobs are nobody's and still in the folder.
pub(in crate::storage) fn note_deleted(tx: &Tx<'_>, names: &[String]) -> Result<()> {
    let mut statement =
        tx.prepare_cached("INSERT OR REPLACE INTO blobs_without_row (name, deleted) VALUES (?1, 1)")?;
    names.iter().try_for_each(|name| Ok(statement.execute([name]).map(drop)?))
}
