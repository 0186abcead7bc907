//! Buckets, files, uploads and tokens in SQL.

pub(super) mod buckets;
pub(super) mod files;
pub(super) mod tokens;
pub(super) mod unnamed;
pub(super) mod uploads;

use std::collections::HashSet;

use rusqlite::Connection;

use crate::error::Result;

/// The name of every blob that something knows of.
pub(super) fn blobs(conn: &Connection) -> Result<HashSet<String>> {
    let mut statement = conn.prepare("SELECT blob FROM files UNION ALL SELECT blob FROM upload_chunks")?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}
