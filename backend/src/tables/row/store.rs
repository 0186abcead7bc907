//! The SQL of rows: one function per question.

use appwrite::{Id, Timestamp, wire::Action};
use rusqlite::{Connection, OptionalExtension, types::Value as Sql};

use super::model::Row;
use crate::{
    access::Grants,
    caller::Caller,
    db::{id, moment},
    error::{Error, Kind, Result},
    query::Plan,
    tables::definition::Table,
};

/// The row with this id.
pub(super) fn find(conn: &Connection, table: &Table, row: &Id) -> Result<Option<Row>> {
    let found =
        conn.prepare_cached(&by_id(table))?.query_row([row.as_str()], |row| read(row, table)).optional()?;
    Ok(found)
}

fn by_id(table: &Table) -> String {
    format!("SELECT {} FROM {} WHERE id = ?1", table.sql.selected, table.sql.rows)
}

/// What the plan asks for, of the rows this caller may read, and how many there are if that is wanted.
/// Errors: `user_unauthorized` when no row of the table could ever be read.
pub(super) fn list(
    conn: &Connection,
    table: &Table,
    caller: &Caller,
    mut plan: Plan,
    total: bool,
) -> Result<(Vec<Row>, i64)> {
    only_readable(&mut plan, table, caller)?;
    plan.run(conn, &table.sql.selected, table, total, |row| read(row, table))
}

/// Leaves in the plan only what this caller may read.
fn only_readable(plan: &mut Plan, table: &Table, caller: &Caller) -> Result<()> {
    if table.allows(Action::Read, caller) {
        return Ok(());
    }
    if !table.row_security {
        return Err(Kind::UserUnauthorized.into());
    }
    let (rows, readers) = (&table.sql.rows, &table.sql.readers);
    let roles = caller.roles();
    let marks = vec!["?"; roles.len()].join(", ");
    // Where an index finds the few rows there can be, each is asked for its readers; else the readers lead to the
    // rows. Either way nobody's list takes longer because of what others have.
    let condition = if plan.narrow {
        format!("EXISTS (SELECT 1 FROM {readers} WHERE row = {rows}.seq AND role IN ({marks}))")
    } else {
        format!("seq IN (SELECT row FROM {readers} WHERE role IN ({marks}))")
    };
    plan.and(condition, roles.iter().map(|role| Sql::Text(role.to_string())));
    Ok(())
}

/// A new row's number. Errors: `row_already_exists`, `row_unique_constraint_violation`.
pub(super) fn insert(
    conn: &Connection,
    table: &Table,
    row: &Id,
    created: Timestamp,
    updated: Timestamp,
    permissions: &Grants,
    values: Vec<Sql>,
) -> Result<Row> {
    let stored = permissions.to_stored();
    let head = [
        Sql::Text(row.to_string()),
        Sql::Integer(created.millis()),
        Sql::Integer(updated.millis()),
        Sql::Text(stored.clone()),
    ];
    let arguments = rusqlite::params_from_iter(head.iter().chain(&values));
    match conn.prepare_cached(&table.sql.insert)?.execute(arguments) {
        Ok(_) => {}
        // The id decides which refusal it is, when it and a unique index are both violated.
        Err(cause) if is_unique_violation(&cause) && find(conn, table, row)?.is_some() => {
            return Err(Kind::RowAlreadyExists.into());
        }
        Err(cause) => return Err(unique_or_internal(cause)),
    }
    let seq = conn.last_insert_rowid();
    let permissions_stored = stored;
    name_readers(conn, table, seq, permissions)?;
    Ok(Row { seq, id: row.clone(), created, updated, permissions: permissions_stored, values })
}

/// Stores the row as it is now. Errors: `row_unique_constraint_violation`.
pub(super) fn update(
    conn: &Connection,
    table: &Table,
    row: &Row,
    permissions: Option<&Grants>,
) -> Result<()> {
    let columns: String = table.columns.iter().map(|column| format!(", {} = ?", column.sql())).collect();
    let sql = format!("UPDATE {} SET updated = ?, permissions = ?{columns} WHERE seq = ?", table.sql.rows);
    let head = [Sql::Integer(row.updated.millis()), Sql::Text(row.permissions.clone())];
    let tail = [Sql::Integer(row.seq)];
    let arguments = rusqlite::params_from_iter(head.iter().chain(&row.values).chain(&tail));
    conn.prepare_cached(&sql)?.execute(arguments).map_err(unique_or_internal)?;
    if let Some(permissions) = permissions {
        let sql = format!("DELETE FROM {} WHERE row = ?1", table.sql.readers);
        conn.prepare_cached(&sql)?.execute([row.seq])?;
        name_readers(conn, table, row.seq, permissions)?;
    }
    Ok(())
}

pub(super) fn delete(conn: &Connection, table: &Table, row: &Row) -> Result<()> {
    // Its readers go with it: they refer to it.
    conn.prepare_cached(&format!("DELETE FROM {} WHERE seq = ?1", table.sql.rows))?.execute([row.seq])?;
    Ok(())
}

fn name_readers(conn: &Connection, table: &Table, seq: i64, permissions: &Grants) -> Result<()> {
    let sql = format!("INSERT INTO {} (role, row) VALUES (?1, ?2)", table.sql.readers);
    let mut statement = conn.prepare_cached(&sql)?;
    for role in permissions.readers() {
        statement.execute((role.to_string(), seq))?;
    }
    Ok(())
}

/// Reads a row selected by `Names::selected`.
fn read(row: &rusqlite::Row<'_>, table: &Table) -> rusqlite::Result<Row> {
    const HEAD: usize = 5;
    let values = (0..table.columns.len()).map(|at| row.get(HEAD + at)).collect::<rusqlite::Result<_>>()?;
    Ok(Row {
        seq: row.get(0)?,
        id: id(row, 1)?,
        created: moment(row, 2)?,
        updated: moment(row, 3)?,
        permissions: row.get(4)?,
        values,
    })
}

fn is_unique_violation(cause: &rusqlite::Error) -> bool {
    matches!(cause, rusqlite::Error::SqliteFailure(failure, _)
        if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE)
}

fn unique_or_internal(cause: rusqlite::Error) -> Error {
    if is_unique_violation(&cause) {
        Kind::RowUniqueConstraintViolation.into()
    } else {
        Error::internal(cause)
    }
}

#[cfg(test)]
mod tests;
