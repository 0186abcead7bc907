//! Executions in SQL.

use appwrite::{Id, Network, Timestamp, wire::Query};
use rusqlite::{Connection, OptionalExtension, Row, types::Value as Sql};

use super::{
    limits,
    model::{DEPLOYMENT, Execution, Status},
};
use crate::{
    db::{self, Tx},
    error::Result,
    params::QueryFamily,
    query::{Column, ColumnKind, Plan, Schema},
};

pub(super) const COLUMNS: &str =
    "id, function, user, trigger, status, method, path, request_headers, response_headers, code,
    logs, errors, duration, created, updated, scheduled, network";

pub(super) fn insert(tx: &Tx<'_>, execution: &Execution) -> Result<()> {
    let sql = format!(
        "INSERT INTO executions ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
    );
    tx.prepare_cached(&sql)?.execute(rusqlite::params![
        execution.id.as_str(),
        execution.function.as_str(),
        execution.user.as_ref().map(Id::as_str),
        execution.trigger,
        execution.status.as_str(),
        execution.method,
        execution.path,
        json(&execution.request_headers),
        json(&execution.response_headers),
        execution.code,
        execution.logs,
        execution.errors,
        execution.duration,
        execution.created.millis(),
        execution.updated.millis(),
        execution.scheduled.map(Timestamp::millis),
        execution.network.as_ref().map(Network::to_string),
    ])?;
    if execution.status.is_over() { limits::trim(tx, execution) } else { Ok(()) }
}

/// Writes down how a run ended, or that it has begun.
pub(super) fn finish(tx: &Tx<'_>, execution: &Execution) -> Result<()> {
    tx.prepare_cached(
        "UPDATE executions SET status = ?2, response_headers = ?3, code = ?4, logs = ?5, errors = ?6,
           duration = ?7, updated = ?8 WHERE id = ?1",
    )?
    .execute(rusqlite::params![
        execution.id.as_str(),
        execution.status.as_str(),
        json(&execution.response_headers),
        execution.code,
        execution.logs,
        execution.errors,
        execution.duration,
        execution.updated.millis(),
    ])?;
    if execution.status.is_over() { limits::trim(tx, execution) } else { Ok(()) }
}

/// The execution, if it is of this function.
pub(super) fn find(conn: &Connection, function: &Id, id: &Id) -> Result<Option<Execution>> {
    let sql = format!("SELECT {COLUMNS} FROM executions WHERE id = ?1 AND function = ?2");
    Ok(conn.prepare_cached(&sql)?.query_row((id.as_str(), function.as_str()), read).optional()?)
}

/// The executions of one function; with a `user`, only theirs.
pub(super) fn list(
    conn: &Connection,
    function: &Id,
    user: Option<&Id>,
    queries: &[Query],
    total: bool,
) -> Result<(Vec<Execution>, i64)> {
    let mut plan = Plan::compile(queries, &Executions)?;
    plan.and("function = ?", [Sql::Text(function.to_string())]);
    if let Some(user) = user {
        plan.and("user = ?", [Sql::Text(user.to_string())]);
    }
    plan.run(conn, COLUMNS, &Executions, total, read)
}

pub(super) fn delete(tx: &Tx<'_>, id: &Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM executions WHERE id = ?1")?.execute([id.as_str()])?;
    Ok(())
}

/// Deletes every run of this person, those that have not begun included.
pub(super) fn forget_person(tx: &Tx<'_>, user: &Id) -> Result<()> {
    tx.prepare_cached("DELETE FROM executions WHERE user = ?1")?.execute([user.as_str()])?;
    Ok(())
}

/// Runs that the end of the process cut short are over, and did not succeed.
pub(super) fn fail_unfinished(tx: &Tx<'_>, now: Timestamp) -> Result<()> {
    tx.prepare_cached(
        "UPDATE executions SET status = 'failed', code = 500, updated = ?1,
           errors = 'The backend stopped before the function answered.'
         WHERE status IN ('waiting', 'processing')",
    )?
    .execute([now.millis()])?;
    Ok(())
}

/// Whether a run by the function's own schedule is under way.
pub(super) fn runs_by_schedule(conn: &Connection, function: &Id) -> Result<bool> {
    Ok(conn
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM executions WHERE function = ?1 AND trigger = 'schedule'
               AND scheduled IS NULL AND status IN ('waiting', 'processing'))",
        )?
        .query_row([function.as_str()], |row| row.get(0))?)
}

pub(super) fn forget_before(tx: &Tx<'_>, moment: Timestamp) -> Result<()> {
    tx.prepare_cached("DELETE FROM executions WHERE created < ?1 AND status <> 'scheduled'")?
        .execute([moment.millis()])?;
    Ok(())
}

struct Executions;

impl Schema for Executions {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "executions"
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            "$sequence" => ("seq", ColumnKind::Integer),
            "trigger" => ("trigger", ColumnKind::Text),
            "status" => ("status", ColumnKind::Text),
            "responseStatusCode" => ("code", ColumnKind::Integer),
            "duration" => ("duration", ColumnKind::Real),
            "requestMethod" => ("method", ColumnKind::Text),
            "requestPath" => ("path", ColumnKind::Text),
            "deploymentId" => return Some(Column::new(format!("'{DEPLOYMENT}'"), ColumnKind::Text)),
            _ => return None,
        };
        Some(Column::new(sql, kind))
    }
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Execution> {
    let user = row.get::<_, Option<String>>(2)?.map(|_| db::id(row, 2)).transpose()?;
    let network = row.get::<_, Option<String>>(16)?.map(|_| db::network(row, 16)).transpose()?;
    Ok(Execution {
        id: db::id(row, 0)?,
        function: db::id(row, 1)?,
        user,
        trigger: row.get(3)?,
        status: status(row, 4)?,
        method: row.get(5)?,
        path: row.get(6)?,
        request_headers: db::json(row, 7)?,
        response_headers: db::json(row, 8)?,
        code: row.get(9)?,
        logs: row.get(10)?,
        errors: row.get(11)?,
        duration: row.get(12)?,
        created: db::moment(row, 13)?,
        updated: db::moment(row, 14)?,
        scheduled: row.get::<_, Option<i64>>(15)?.map(Timestamp::from_millis),
        network,
    })
}

fn status(row: &Row<'_>, column: usize) -> rusqlite::Result<Status> {
    let text: String = row.get(column)?;
    Status::from_stored(&text).ok_or_else(|| {
        let cause = format!("{text:?} is no status");
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, cause.into())
    })
}

fn json(headers: &[appwrite::wire::HeaderPair]) -> String {
    serde_json::to_string(headers).unwrap_or_else(|_| "[]".into())
}
