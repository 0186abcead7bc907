//! The SQL of indexes.

use appwrite::Timestamp;
use rusqlite::Connection;

use super::fulltext;
use crate::{
    config::{IndexKind, IndexSpec, Order},
    error::{Error, Kind, Result},
    query::{ColumnKind, Schema},
    tables::{
        catalog::restamp,
        definition::{Index, Table},
    },
};

/// The most columns of one index.
const MOST_COLUMNS: usize = 100;
/// The most indexes of one table.
const MOST: usize = 64;

/// A new index. Errors: `column_index_already_exists`, `column_unknown`, `column_index_invalid`,
/// `column_index_limit_exceeded`, and `row_unique_constraint_violation` if rows are there that it would forbid.
pub(crate) fn create(conn: &Connection, table: &Table, spec: &IndexSpec, now: Timestamp) -> Result<Index> {
    if table.index(&spec.key).is_some() {
        return Err(Kind::IndexAlreadyExists.into());
    }
    if table.indexes.len() >= MOST {
        return Err(Kind::IndexLimitExceeded.into());
    }
    let columns = columns(table, spec)?;
    let stored = serde_json::to_string(spec).map_err(Error::internal)?;
    conn.execute(
        "INSERT INTO indexes (owner, id, spec, created, updated) VALUES (?1, ?2, ?3, ?4, ?4)",
        (table.seq, spec.key.as_str(), stored, now.millis()),
    )?;
    let index = Index { seq: conn.last_insert_rowid(), spec: spec.clone(), created: now, updated: now };
    match spec.kind {
        IndexKind::Fulltext => fulltext::create(conn, table, &index, &columns)?,
        IndexKind::Key => ordered(conn, table, &index, "INDEX", &with_ties(columns))?,
        IndexKind::Unique => ordered(conn, table, &index, "UNIQUE INDEX", &columns)?,
    }
    restamp(conn, table.seq)?;
    Ok(index)
}

fn ordered(conn: &Connection, table: &Table, index: &Index, kind: &str, columns: &[String]) -> Result<()> {
    let order = |at: usize| match index.spec.orders.get(at.min(index.spec.columns.len() - 1)) {
        Some(Order::Desc) => "DESC",
        Some(Order::Asc) | None => "ASC",
    };
    let columns: Vec<String> =
        columns.iter().enumerate().map(|(at, column)| format!("{column} {}", order(at))).collect();
    let sql = format!("CREATE {kind} {} ON {} ({})", index.sql(), table.sql.rows, columns.join(", "));
    conn.execute_batch(&sql).map_err(|cause| match cause.sqlite_error_code() {
        Some(rusqlite::ErrorCode::ConstraintViolation) => {
            Error::new(Kind::RowUniqueConstraintViolation, "Rows with the same values exist already.")
        }
        _ => cause.into(),
    })
}

/// An index that ends with the date of making or change goes on in insertion order in the same direction, as lists do,
/// so that such a list is read off the index without sorting.
fn with_ties(mut columns: Vec<String>) -> Vec<String> {
    if columns.last().is_some_and(|last| matches!(last.as_str(), "created" | "updated")) {
        columns.push("seq".into());
    }
    columns
}

pub(crate) fn delete(conn: &Connection, table: &Table, index: &Index) -> Result<()> {
    match index.spec.kind {
        IndexKind::Fulltext => fulltext::delete(conn, index)?,
        IndexKind::Key | IndexKind::Unique => conn.execute_batch(&format!("DROP INDEX {}", index.sql()))?,
    }
    conn.execute("DELETE FROM indexes WHERE seq = ?1", [index.seq])?;
    restamp(conn, table.seq)
}

/// The indexed columns as they are called in SQL. Errors: `column_unknown`, `column_index_invalid`.
fn columns(table: &Table, spec: &IndexSpec) -> Result<Vec<String>> {
    let invalid = |why: &str| Error::new(Kind::IndexInvalid, why);
    if !(1..=MOST_COLUMNS).contains(&spec.columns.len()) {
        return Err(invalid("An index has 1 to 100 columns."));
    }
    if !spec.orders.is_empty() && spec.orders.len() != spec.columns.len() {
        return Err(invalid("There must be one order for each column, or none at all."));
    }
    if !spec.lengths.is_empty() && spec.lengths.len() != spec.columns.len() {
        return Err(invalid("There must be one length for each column, or none at all."));
    }
    let mut names = vec![];
    for (at, key) in spec.columns.iter().enumerate() {
        let column = Schema::column(table, key).ok_or(Kind::ColumnUnknown)?;
        if matches!(column.kind, ColumnKind::List | ColumnKind::MomentList) {
            return Err(invalid("An array column cannot be indexed."));
        }
        if spec.kind == IndexKind::Fulltext && (column.kind != ColumnKind::Text || key.starts_with('$')) {
            return Err(invalid("A fulltext index is of text columns."));
        }
        if spec.columns.iter().take(at).any(|earlier| earlier == key) {
            return Err(invalid("A column can be in an index only once."));
        }
        names.push(column.sql);
    }
    Ok(names)
}
