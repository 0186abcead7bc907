//! The SQL of columns.

use appwrite::Timestamp;
use rusqlite::{Connection, types::Value as Sql};

use super::rules;
use crate::{
    config::ColumnSpec,
    error::{Error, Kind, Result},
    tables::{
        catalog::restamp,
        definition::{Column, Table},
    },
};

/// A new column; rows that are there already have nothing in it. Errors: those of [`rules`],
/// `column_already_exists`.
pub(crate) fn create(conn: &Connection, table: &Table, spec: &ColumnSpec, now: Timestamp) -> Result<Column> {
    rules::check(spec)?;
    let spec = spec.clone().normal();
    if table.column(spec.key.as_str()).is_some() {
        return Err(Kind::ColumnAlreadyExists.into());
    }
    rules::check_room(table, &spec)?;
    conn.execute(
        "INSERT INTO columns (owner, id, spec, created, updated) VALUES (?1, ?2, ?3, ?4, ?4)",
        (table.seq, spec.key.as_str(), stored(&spec)?, now.millis()),
    )?;
    let column = Column { seq: conn.last_insert_rowid(), spec, created: now, updated: now };
    conn.execute_batch(&format!(
        "ALTER TABLE {} ADD COLUMN {} {}",
        table.sql.rows,
        column.sql(),
        column.sql_type()
    ))?;
    restamp(conn, table.seq)?;
    Ok(column)
}

/// The column as `spec` now says, under another key if it says so. What is stored stays; the kind must be kept in
/// the same SQL type. Errors: those of [`rules`], `column_already_exists`.
pub(crate) fn update(
    conn: &Connection,
    table: &Table,
    column: &Column,
    spec: ColumnSpec,
    now: Timestamp,
) -> Result<Column> {
    rules::check(&spec)?;
    let changed = Column { spec: spec.normal(), updated: now, ..column.clone() };
    if changed.sql_type() != column.sql_type() {
        return Err(Kind::ColumnTypeInvalid.into());
    }
    rules::check_growth(table, &column.spec, &changed.spec)?;
    if changed.spec.key != column.spec.key {
        if table.column(changed.spec.key.as_str()).is_some() {
            return Err(Kind::ColumnAlreadyExists.into());
        }
        rename_in_indexes(conn, table, column.spec.key.as_str(), changed.spec.key.as_str())?;
    }
    conn.execute(
        "UPDATE columns SET id = ?2, spec = ?3, updated = ?4 WHERE seq = ?1",
        (column.seq, changed.spec.key.as_str(), stored(&changed.spec)?, now.millis()),
    )?;
    restamp(conn, table.seq)?;
    Ok(changed)
}

/// With all that rows hold in it. Errors: `column_index_dependency`.
pub(crate) fn delete(conn: &Connection, table: &Table, column: &Column) -> Result<()> {
    let uses = |index: &&crate::tables::definition::Index| {
        index.spec.columns.iter().any(|key| column.spec.key == key.as_str())
    };
    if table.indexes.iter().any(|index| uses(&index)) {
        return Err(Kind::IndexDependency.into());
    }
    conn.execute_batch(&format!("ALTER TABLE {} DROP COLUMN {}", table.sql.rows, column.sql()))?;
    conn.execute("DELETE FROM columns WHERE seq = ?1", [column.seq])?;
    restamp(conn, table.seq)
}

/// How many characters the longest text in this column has.
pub(crate) fn longest(conn: &Connection, table: &Table, column: &Column) -> Result<u32> {
    let (rows, name) = (&table.sql.rows, column.sql());
    let sql = if column.spec.array {
        format!("SELECT coalesce(max(length(item.value)), 0) FROM {rows}, json_each({name}) AS item")
    } else {
        format!("SELECT coalesce(max(length({name})), 0) FROM {rows}")
    };
    Ok(conn.query_row(&sql, [], |row| row.get(0))?)
}

/// Whether any row holds this text in this column.
pub(crate) fn holds(conn: &Connection, table: &Table, column: &Column, text: &str) -> Result<bool> {
    let (rows, name) = (&table.sql.rows, column.sql());
    let condition = if column.spec.array {
        format!("EXISTS (SELECT 1 FROM json_each({name}) AS item WHERE item.value = ?1)")
    } else {
        format!("{name} = ?1")
    };
    let sql = format!("SELECT EXISTS (SELECT 1 FROM {rows} WHERE {condition})");
    Ok(conn.query_row(&sql, [Sql::Text(text.to_owned())], |row| row.get(0))?)
}

fn rename_in_indexes(conn: &Connection, table: &Table, from: &str, to: &str) -> Result<()> {
    for index in &table.indexes {
        let mut spec = index.spec.clone();
        for key in spec.columns.iter_mut().filter(|key| *key == from) {
            to.clone_into(key);
        }
        let spec = serde_json::to_string(&spec).map_err(Error::internal)?;
        conn.execute("UPDATE indexes SET spec = ?2 WHERE seq = ?1", (index.seq, spec))?;
    }
    Ok(())
}

fn stored(spec: &ColumnSpec) -> Result<String> {
    serde_json::to_string(spec).map_err(Error::internal)
}
