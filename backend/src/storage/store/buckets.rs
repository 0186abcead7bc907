//! Buckets in SQL.

use appwrite::{Id, wire::Query};
use rusqlite::{Connection, OptionalExtension, Row, params, types::Value as Sql};
use serde_json::json;

use crate::{
    access::Grants,
    db::{self, Tx},
    error::{Kind, Result},
    params::QueryFamily,
    query::{Column, ColumnKind, Plan, Schema},
    storage::bucket::{Bucket, Settings},
};

const COLUMNS: &str =
    "seq, id, permissions, created, updated, name, file_security, enabled, maximum_file_size,
    extensions, compression, encryption, antivirus, transformations";

pub(in crate::storage) fn find(conn: &Connection, id: &Id) -> Result<Option<Bucket>> {
    let sql = format!("SELECT {COLUMNS} FROM buckets WHERE id = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id.as_str()], read).optional()?)
}

/// Errors: `storage_bucket_already_exists`.
pub(in crate::storage) fn insert(tx: &Tx<'_>, bucket: &Bucket) -> Result<()> {
    if find(tx, &bucket.id)?.is_some() {
        return Err(Kind::BucketAlreadyExists.into());
    }
    let settings = &bucket.settings;
    tx.prepare_cached(
        "INSERT INTO buckets (id, permissions, created, updated, name, file_security, enabled, maximum_file_size,
           extensions, compression, encryption, antivirus, transformations)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        bucket.id.as_str(),
        bucket.permissions.to_stored(),
        bucket.created.millis(),
        bucket.updated.millis(),
        settings.name,
        settings.file_security,
        settings.enabled,
        settings.maximum_file_size,
        list(&settings.extensions),
        json!(settings.compression).as_str(),
        settings.encryption,
        settings.antivirus,
        settings.transformations,
    ])?;
    Ok(())
}

pub(in crate::storage) fn update(tx: &Tx<'_>, bucket: &Bucket) -> Result<()> {
    let settings = &bucket.settings;
    tx.prepare_cached(
        "UPDATE buckets SET permissions = ?2, updated = ?3, name = ?4, file_security = ?5, enabled = ?6,
           maximum_file_size = ?7, extensions = ?8, compression = ?9, encryption = ?10, antivirus = ?11,
           transformations = ?12
         WHERE seq = ?1",
    )?
    .execute(params![
        bucket.seq,
        bucket.permissions.to_stored(),
        bucket.updated.millis(),
        settings.name,
        settings.file_security,
        settings.enabled,
        settings.maximum_file_size,
        list(&settings.extensions),
        json!(settings.compression).as_str(),
        settings.encryption,
        settings.antivirus,
        settings.transformations,
    ])?;
    Ok(())
}

/// Deletes the bucket and everything in it. Returns the blobs that are nobody's now.
pub(in crate::storage) fn delete(tx: &Tx<'_>, bucket: &Bucket) -> Result<Vec<String>> {
    let mut blobs = tx.prepare_cached(
        "SELECT blob FROM files WHERE bucket = ?1
         UNION ALL SELECT blob FROM upload_chunks WHERE upload IN (SELECT seq FROM uploads WHERE bucket = ?1)",
    )?;
    let blobs = blobs.query_map([bucket.seq], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    tx.prepare_cached("DELETE FROM files WHERE bucket = ?1")?.execute([bucket.seq])?;
    tx.prepare_cached("DELETE FROM buckets WHERE seq = ?1")?.execute([bucket.seq])?;
    Ok(blobs)
}

/// Bytes of content in the bucket.
pub(in crate::storage) fn total_size(conn: &Connection, bucket: &Bucket) -> Result<u64> {
    let sql = "SELECT coalesce(sum(size), 0) FROM files WHERE bucket = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([bucket.seq], |row| row.get(0))?)
}

/// The buckets that match; with a `search`, those whose id or name contains it.
pub(in crate::storage) fn list_matching(
    conn: &Connection,
    queries: &[Query],
    search: &str,
    total: bool,
) -> Result<(Vec<Bucket>, i64)> {
    let mut plan = Plan::compile(queries, &Buckets)?;
    if !search.is_empty() {
        let text = Sql::Text(search.to_lowercase());
        plan.and("(instr(lower(name), ?) OR instr(lower(id), ?))", [text.clone(), text]);
    }
    plan.run(conn, COLUMNS, &Buckets, total, read)
}

struct Buckets;

impl Schema for Buckets {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        "buckets"
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            "$sequence" => ("seq", ColumnKind::Integer),
            "name" => ("name", ColumnKind::Text),
            "enabled" => ("enabled", ColumnKind::Boolean),
            "fileSecurity" => ("file_security", ColumnKind::Boolean),
            "maximumFileSize" => ("maximum_file_size", ColumnKind::Integer),
            "encryption" => ("encryption", ColumnKind::Boolean),
            "antivirus" => ("antivirus", ColumnKind::Boolean),
            "transformations" => ("transformations", ColumnKind::Boolean),
            _ => return None,
        };
        Some(Column::new(sql, kind))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Bucket> {
    Ok(Bucket {
        seq: row.get(0)?,
        id: db::id(row, 1)?,
        permissions: Grants::in_row(row, 2)?,
        created: db::moment(row, 3)?,
        updated: db::moment(row, 4)?,
        settings: Settings {
            name: row.get(5)?,
            file_security: row.get(6)?,
            enabled: row.get(7)?,
            maximum_file_size: row.get(8)?,
            extensions: db::json(row, 9)?,
            compression: db::word(row, 10)?,
            encryption: row.get(11)?,
            antivirus: row.get(12)?,
            transformations: row.get(13)?,
        },
    })
}

fn list(texts: &[String]) -> String {
    json!(texts).to_string()
}
