//! The SQL of variables.

use appwrite::Id;
use rusqlite::{Connection, OptionalExtension, Row};

use super::Variable;
use crate::{
    db,
    error::{Kind, Result},
};

pub(super) const COLUMNS: &str = "id, key, value, secret, created, updated";

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Variable> {
    Ok(Variable {
        id: db::id(row, 0)?,
        key: row.get(1)?,
        value: row.get(2)?,
        secret: row.get(3)?,
        created: db::moment(row, 4)?,
        updated: db::moment(row, 5)?,
    })
}

/// All variables of the function with this number.
pub(in crate::functions) fn of_function(conn: &Connection, function: i64) -> Result<Vec<Variable>> {
    let sql = format!("SELECT {COLUMNS} FROM variables WHERE function = ?1 ORDER BY seq");
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_map([function], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// Errors: `variable_not_found`.
pub(super) fn find(conn: &Connection, function: i64, id: &Id) -> Result<Variable> {
    conn.prepare_cached(&format!("SELECT {COLUMNS} FROM variables WHERE function = ?1 AND id = ?2"))?
        .query_row((function, id.as_str()), read)
        .optional()?
        .ok_or_else(|| Kind::VariableNotFound.into())
}

/// Errors: `variable_already_exists`, for its id or its key.
pub(super) fn create(conn: &Connection, function: i64, variable: &Variable) -> Result<()> {
    let sql = format!(
        "INSERT INTO variables (function, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING"
    );
    let added = conn.prepare_cached(&sql)?.execute((
        function,
        variable.id.as_str(),
        &variable.key,
        &variable.value,
        variable.secret,
        variable.created.millis(),
        variable.updated.millis(),
    ))?;
    if added == 0 { Err(Kind::VariableAlreadyExists.into()) } else { Ok(()) }
}

/// Errors: `variable_already_exists`, if another has its key.
pub(super) fn update(conn: &Connection, function: i64, variable: &Variable) -> Result<()> {
    let changed = conn
        .prepare_cached(
            "UPDATE OR IGNORE variables SET key = ?3, value = ?4, secret = ?5, updated = ?6
             WHERE function = ?1 AND id = ?2",
        )?
        .execute((
            function,
            variable.id.as_str(),
            &variable.key,
            &variable.value,
            variable.secret,
            variable.updated.millis(),
        ))?;
    if changed == 0 { Err(Kind::VariableAlreadyExists.into()) } else { Ok(()) }
}

pub(super) fn delete(conn: &Connection, function: i64, id: &Id) -> Result<()> {
    conn.execute("DELETE FROM variables WHERE function = ?1 AND id = ?2", (function, id.as_str()))?;
    Ok(())
}
