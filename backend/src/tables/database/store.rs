//! The SQL of databases.

use appwrite::{Id, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{
    db::{id, moment},
    error::{Kind, Result},
};

#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) seq: i64,
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) enabled: bool,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

pub(crate) const COLUMNS: &str = "seq, id, name, enabled, created, updated";

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Database> {
    Ok(Database {
        seq: row.get(0)?,
        id: id(row, 1)?,
        name: row.get(2)?,
        enabled: row.get(3)?,
        created: moment(row, 4)?,
        updated: moment(row, 5)?,
    })
}

/// Errors: `database_not_found`.
pub(crate) fn find(conn: &Connection, database: &Id) -> Result<Database> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM databases WHERE id = ?1"))?
        .query_row([database.as_str()], read)
        .optional()?
        .ok_or_else(|| Kind::DatabaseNotFound.into())
}

/// Errors: `database_already_exists`.
pub(crate) fn create(
    conn: &Connection,
    database: &Id,
    name: &str,
    enabled: bool,
    now: Timestamp,
) -> Result<Database> {
    let sql = "INSERT INTO databases (id, name, enabled, created, updated) VALUES (?1, ?2, ?3, ?4, ?4)
               ON CONFLICT DO NOTHING";
    if conn.execute(sql, (database.as_str(), name, enabled, now.millis()))? == 0 {
        return Err(Kind::DatabaseAlreadyExists.into());
    }
    find(conn, database)
}

/// Errors: `database_not_found`.
pub(crate) fn update(
    conn: &Connection,
    database: &Id,
    name: &str,
    enabled: bool,
    now: Timestamp,
) -> Result<Database> {
    let found = find(conn, database)?;
    let sql = "UPDATE databases SET name = ?2, enabled = ?3, updated = ?4 WHERE seq = ?1";
    conn.execute(sql, (found.seq, name, enabled, now.millis()))?;
    conn.execute("UPDATE tables SET stamp = random() WHERE database = ?1", [found.seq])?;
    find(conn, database)
}

/// With every table in it. Errors: `database_not_found`.
pub(crate) fn delete(conn: &Connection, database: &Id) -> Result<()> {
    let found = find(conn, database)?;
    let mut tables = conn.prepare("SELECT seq FROM tables WHERE database = ?1")?;
    let tables = tables.query_map([found.seq], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for table in tables {
        crate::tables::table::store::drop_rows(conn, table)?;
    }
    conn.execute("DELETE FROM databases WHERE seq = ?1", [found.seq])?;
    Ok(())
}
