//! The SQL of functions.

use appwrite::{Id, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{
    config::FunctionSpec,
    db::moment,
    error::{Error, Kind, Result},
};

/// A function as it is defined.
#[derive(Clone, Debug)]
pub(in crate::functions) struct Definition {
    pub(in crate::functions) seq: i64,
    pub(in crate::functions) spec: FunctionSpec,
    pub(in crate::functions) created: Timestamp,
    pub(in crate::functions) updated: Timestamp,
}

pub(super) const COLUMNS: &str = "seq, spec, created, updated";

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Definition> {
    let spec: String = row.get(1)?;
    let spec = serde_json::from_str(&spec).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, cause.into())
    })?;
    Ok(Definition { seq: row.get(0)?, spec, created: moment(row, 2)?, updated: moment(row, 3)? })
}

/// Errors: `function_not_found`.
pub(in crate::functions) fn find(conn: &Connection, id: &Id) -> Result<Definition> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM functions WHERE id = ?1"))?
        .query_row([id.as_str()], read)
        .optional()?
        .ok_or_else(|| Kind::FunctionNotFound.into())
}

/// Every function that has a schedule and is switched on.
pub(in crate::functions) fn scheduled(conn: &Connection) -> Result<Vec<Definition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM functions
         WHERE json_extract(spec, '$.schedule') <> '' AND json_extract(spec, '$.enabled')"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Errors: `function_already_exists`.
pub(super) fn create(conn: &Connection, spec: &FunctionSpec, now: Timestamp) -> Result<()> {
    let added = conn
        .prepare_cached(
            "INSERT INTO functions (id, spec, created, updated) VALUES (?1, ?2, ?3, ?3) ON CONFLICT DO NOTHING",
        )?
        .execute((spec.id.as_str(), stored(spec)?, now.millis()))?;
    if added == 0 { Err(Kind::FunctionAlreadyExists.into()) } else { Ok(()) }
}

pub(super) fn update(conn: &Connection, spec: &FunctionSpec, now: Timestamp) -> Result<()> {
    conn.prepare_cached("UPDATE functions SET spec = ?2, updated = ?3 WHERE id = ?1")?.execute((
        spec.id.as_str(),
        stored(spec)?,
        now.millis(),
    ))?;
    Ok(())
}

/// With its variables, and all that is remembered of its runs.
pub(super) fn delete(conn: &Connection, id: &Id) -> Result<()> {
    conn.execute("DELETE FROM executions WHERE function = ?1", [id.as_str()])?;
    conn.execute("DELETE FROM functions WHERE id = ?1", [id.as_str()])?;
    Ok(())
}

fn stored(spec: &FunctionSpec) -> Result<String> {
    serde_json::to_string(spec).map_err(Error::internal)
}
