//! The SQL of tables: their lines in the catalogue, and the SQL tables that hold their rows.

use appwrite::{Id, Timestamp};
use rusqlite::Connection;

use crate::{
    access::Grants,
    error::{Kind, Result},
    tables::{catalog::restamp, database, definition::Table, index},
};

/// What can be chosen about a table, beside its columns and indexes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settings {
    pub(crate) name: String,
    pub(crate) enabled: bool,
    pub(crate) row_security: bool,
    pub(crate) permissions: Grants,
}

impl Settings {
    pub(crate) fn of(table: &Table) -> Self {
        Self {
            name: table.name.clone(),
            enabled: table.enabled,
            row_security: table.row_security,
            permissions: table.permissions.clone(),
        }
    }
}

/// A new table without columns. Errors: `database_not_found`, `table_already_exists`.
pub(crate) fn create(
    conn: &Connection,
    database: &Id,
    table: &Id,
    settings: &Settings,
    now: Timestamp,
) -> Result<()> {
    let database = database::store::find(conn, database)?;
    let added = conn.execute(
        "INSERT INTO tables (database, id, name, enabled, row_security, permissions, stamp, created, updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, random(), ?7, ?7) ON CONFLICT DO NOTHING",
        (
            database.seq,
            table.as_str(),
            &settings.name,
            settings.enabled,
            settings.row_security,
            settings.permissions.to_stored(),
            now.millis(),
        ),
    )?;
    if added == 0 {
        return Err(Kind::TableAlreadyExists.into());
    }
    let seq = conn.last_insert_rowid();
    // Numbers of rows are never used twice, and readers are found both by role and by row.
    conn.execute_batch(&format!(
        "CREATE TABLE rows_{seq} (
           seq INTEGER PRIMARY KEY AUTOINCREMENT,
           id TEXT NOT NULL UNIQUE,
           created INTEGER NOT NULL,
           updated INTEGER NOT NULL,
           permissions TEXT NOT NULL
         ) STRICT;
         CREATE TABLE readers_{seq} (
           role TEXT NOT NULL,
           row INTEGER NOT NULL REFERENCES rows_{seq} (seq) ON DELETE CASCADE,
           PRIMARY KEY (role, row)
         ) STRICT, WITHOUT ROWID;
         CREATE INDEX readers_{seq}_by_row ON readers_{seq} (row);"
    ))?;
    Ok(())
}

pub(crate) fn update(conn: &Connection, table: &Table, settings: &Settings, now: Timestamp) -> Result<()> {
    conn.execute(
        "UPDATE tables SET name = ?2, enabled = ?3, row_security = ?4, permissions = ?5, updated = ?6
         WHERE seq = ?1",
        (
            table.seq,
            &settings.name,
            settings.enabled,
            settings.row_security,
            settings.permissions.to_stored(),
            now.millis(),
        ),
    )?;
    restamp(conn, table.seq)
}

/// With every row in it.
pub(crate) fn delete(conn: &Connection, table: &Table) -> Result<()> {
    drop_rows(conn, table.seq)?;
    conn.execute("DELETE FROM tables WHERE seq = ?1", [table.seq])?;
    Ok(())
}

pub(crate) fn drop_rows(conn: &Connection, table: i64) -> Result<()> {
    conn.execute_batch(&format!("DROP TABLE readers_{table}; DROP TABLE rows_{table};"))?;
    index::fulltext::drop_words(conn, table)
}
