//! File tokens in SQL.

use appwrite::{Id, Timestamp, wire::Query};
use rusqlite::{Connection, OptionalExtension, Row, params, types::Value as Sql};

use crate::{
    db::{self, Tx},
    error::{Kind, Result},
    params::QueryFamily,
    query::{Column, ColumnKind, Plan, Schema},
    storage::{bucket::Bucket, file::File, store::files, tokens::FileToken},
};

/// Tokens, each with the ids of what it opens.
const TABLE: &str =
    "(SELECT t.seq AS seq, t.id AS id, b.id AS bucket, f.id AS file_id, t.file AS file, t.created AS created,
      t.expires AS expires, t.accessed AS accessed
      FROM file_tokens t JOIN files f ON f.seq = t.file JOIN buckets b ON b.seq = f.bucket)";
const COLUMNS: &str = "id, bucket, file_id, created, expires, accessed";

/// Errors: `token_not_found`.
pub(in crate::storage) fn find(conn: &Connection, id: &Id) -> Result<FileToken> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLE} WHERE id = ?1");
    let found = conn.prepare_cached(&sql)?.query_row([id.as_str()], read).optional()?;
    found.ok_or_else(|| Kind::TokenNotFound.into())
}

/// The file of this id and the token, if that one opens it now.
pub(in crate::storage) fn opened(
    conn: &Connection,
    bucket: &Bucket,
    file: &Id,
    token: &Id,
    now: Timestamp,
) -> Result<Option<(File, FileToken)>> {
    let Some(file) = files::find(conn, bucket, file)? else {
        return Ok(None);
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLE} WHERE id = ?1 AND file = ?2 AND (expires IS NULL OR expires > ?3)"
    );
    let token =
        conn.prepare_cached(&sql)?.query_row((token.as_str(), file.seq, now.millis()), read).optional()?;
    Ok(token.map(|token| (file, token)))
}

pub(in crate::storage) fn list(
    conn: &Connection,
    file: &File,
    queries: &[Query],
    total: bool,
) -> Result<(Vec<FileToken>, i64)> {
    let tokens = Tokens(file.seq);
    let mut plan = Plan::compile(queries, &tokens)?;
    plan.and("file = ?", [Sql::Integer(file.seq)]);
    plan.run(conn, COLUMNS, &tokens, total, read)
}

pub(in crate::storage) fn insert(tx: &Tx<'_>, file: &File, token: &FileToken) -> Result<()> {
    tx.prepare_cached("INSERT INTO file_tokens (id, file, created, expires) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            token.id.as_str(),
            file.seq,
            token.created.millis(),
            token.expires.map(Timestamp::millis),
        ])?;
    Ok(())
}

/// Writes down a new end.
pub(in crate::storage) fn update(tx: &Tx<'_>, token: &FileToken) -> Result<()> {
    tx.prepare_cached("UPDATE file_tokens SET expires = ?2 WHERE id = ?1")?
        .execute((token.id.as_str(), token.expires.map(Timestamp::millis)))?;
    Ok(())
}

/// Notes that the token was used.
pub(in crate::storage) fn seen(tx: &Tx<'_>, token: &FileToken, now: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE file_tokens SET accessed = ?2 WHERE id = ?1")?
        .execute((token.id.as_str(), now.millis()))?;
    Ok(())
}

/// Errors: `token_not_found`.
pub(in crate::storage) fn delete(tx: &Tx<'_>, id: &Id) -> Result<()> {
    match tx.prepare_cached("DELETE FROM file_tokens WHERE id = ?1")?.execute([id.as_str()])? {
        0 => Err(Kind::TokenNotFound.into()),
        _ => Ok(()),
    }
}

/// The tokens of one file, by its row.
struct Tokens(i64);

impl Schema for Tokens {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        TABLE
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$sequence" => ("seq", ColumnKind::Integer),
            "expire" => ("expires", ColumnKind::Moment),
            _ => return None,
        };
        Some(Column::new(sql, kind))
    }

    fn within(&self) -> Option<(&str, i64)> {
        Some(("file", self.0))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<FileToken> {
    let moment =
        |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Timestamp::from_millis));
    Ok(FileToken {
        id: db::id(row, 0)?,
        bucket: db::id(row, 1)?,
        file: db::id(row, 2)?,
        created: db::moment(row, 3)?,
        expires: moment(4)?,
        accessed: moment(5)?,
    })
}
