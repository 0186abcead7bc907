//! Blobs that no row names yet, or no longer. Triggers keep the table true when rows come and go.

use appwrite::Timestamp;
use rusqlite::Connection;

use crate::{db::Tx, error::Result};

/// A blob of this name is about to be in the folder.
pub(in crate::storage) fn reserve(tx: &Tx<'_>, name: &str) -> Result<()> {
    tx.prepare_cached("INSERT INTO blobs_without_row (name, deleted) VALUES (?1, 0)")?.execute([name])?;
    Ok(())
}

/// Every such blob.
pub(in crate::storage) fn all(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT name FROM blobs_without_row")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// The blobs that nobody needs: those whose rows are deleted, and the orphans that a start found before `moment`.
pub(in crate::storage) fn removable(conn: &Connection, moment: Timestamp) -> Result<Vec<String>> {
    let sql = "SELECT name FROM blobs_without_row WHERE deleted
               UNION SELECT name FROM unknown_blobs WHERE orphan AND found <= ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let names = statement.query_map([moment.millis()], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// These blobs are gone.
pub(in crate::storage) fn forget(tx: &Tx<'_>, names: &[String]) -> Result<()> {
    for table in ["blobs_without_row", "unknown_blobs"] {
        let mut statement = tx.prepare_cached(&format!("DELETE FROM {table} WHERE name = ?1"))?;
        names.iter().try_for_each(|name| statement.execute([name]).map(drop))?;
    }
    Ok(())
}

/// These blobs are nobody's and still in the folder.
pub(in crate::storage) fn note_deleted(tx: &Tx<'_>, names: &[String]) -> Result<()> {
    let mut statement =
        tx.prepare_cached("INSERT OR REPLACE INTO blobs_without_row (name, deleted) VALUES (?1, 1)")?;
    names.iter().try_for_each(|name| Ok(statement.execute([name]).map(drop)?))
}
