//! Files in SQL.

use appwrite::{Id, wire::Query};
use rusqlite::{Connection, OptionalExtension, Row, params, types::Value as Sql};

use crate::{
    access::Grants,
    caller::Caller,
    db::{self, Tx},
    error::{Kind, Result},
    params::QueryFamily,
    query::{Column, ColumnKind, Plan, Schema},
    storage::{bucket::Bucket, disk::Blob, file::File},
};

const COLUMNS: &str = "seq, id, name, folder, permissions, mime, signature, size, stored, chunks, blob, sealed, created, updated";

pub(in crate::storage) fn find(conn: &Connection, bucket: &Bucket, id: &Id) -> Result<Option<File>> {
    let sql = format!("SELECT {COLUMNS} FROM files WHERE bucket = ?1 AND id = ?2");
    Ok(conn.prepare_cached(&sql)?.query_row((bucket.seq, id.as_str()), read).optional()?)
}

/// Errors: `storage_file_already_exists`.
pub(in crate::storage) fn insert(tx: &Tx<'_>, bucket: &Bucket, file: &File) -> Result<()> {
    if find(tx, bucket, &file.id)?.is_some() {
        return Err(Kind::FileAlreadyExists.into());
    }
    tx.prepare_cached(
        "INSERT INTO files (bucket, id, name, folder, permissions, mime, signature, size, stored, chunks, blob, sealed,
           created, updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        bucket.seq,
        file.id.as_str(),
        file.name,
        file.folder,
        file.permissions.to_stored(),
        file.mime,
        file.signature,
        file.blob.size,
        file.on_disk,
        file.chunks,
        file.blob.name,
        file.blob.sealed,
        file.created.millis(),
        file.updated.millis(),
    ])?;
    set_readers(tx, tx.last_insert_rowid(), &file.permissions)
}

/// Writes down a new name and new permissions.
pub(in crate::storage) fn update(tx: &Tx<'_>, file: &File) -> Result<()> {
    tx.prepare_cached("UPDATE files SET name = ?2, permissions = ?3, updated = ?4 WHERE seq = ?1")?
        .execute(params![file.seq, file.name, file.permissions.to_stored(), file.updated.millis()])?;
    tx.prepare_cached("DELETE FROM file_readers WHERE file = ?1")?.execute([file.seq])?;
    set_readers(tx, file.seq, &file.permissions)
}

pub(in crate::storage) fn delete(tx: &Tx<'_>, file: &File) -> Result<()> {
    tx.prepare_cached("DELETE FROM files WHERE seq = ?1")?.execute([file.seq])?;
    Ok(())
}

fn set_readers(tx: &Tx<'_>, file: i64, permissions: &Grants) -> Result<()> {
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO file_readers (role, file) VALUES (?1, ?2)")?;
    for role in permissions.readers() {
        insert.execute((role.to_string(), file))?;
    }
    Ok(())
}

/// The bucket's files that match; with `only_for`, those this caller may read by the files' own permissions.
pub(in crate::storage) fn list(
    conn: &Connection,
    bucket: &Bucket,
    only_for: Option<&Caller>,
    queries: &[Query],
    search: &str,
    total: bool,
) -> Result<(Vec<File>, i64)> {
    let files = Files(format!("(SELECT * FROM files WHERE bucket = {})", bucket.seq));
    let mut plan = Plan::compile(queries, &files)?;
    if let Some(caller) = only_for {
        let roles: Vec<_> = caller.roles().iter().map(|role| Sql::Text(role.to_string())).collect();
        let marks = vec!["?"; roles.len()].join(", ");
        plan.and(format!("seq IN (SELECT file FROM file_readers WHERE role IN ({marks}))"), roles);
    }
    if !search.is_empty() {
        let text = Sql::Text(search.to_lowercase());
        plan.and("(instr(lower(name), ?) OR instr(lower(id), ?))", [text.clone(), text]);
    }
    plan.run(conn, COLUMNS, &files, total, read)
}

/// The files of one bucket, by the SQL that selects them: ids are unique among those alone.
struct Files(String);

impl Schema for Files {
    fn family(&self) -> QueryFamily {
        QueryFamily::Others
    }

    fn table(&self) -> &str {
        &self.0
    }

    fn column(&self, attribute: &str) -> Option<Column> {
        let (sql, kind) = match attribute {
            "$id" => ("id", ColumnKind::Text),
            "$createdAt" => ("created", ColumnKind::Moment),
            "$updatedAt" => ("updated", ColumnKind::Moment),
            "$sequence" => ("seq", ColumnKind::Integer),
            "name" => ("name", ColumnKind::Text),
            "folder" => ("folder", ColumnKind::Text),
            "signature" => ("signature", ColumnKind::Text),
            "mimeType" => ("mime", ColumnKind::Text),
            "sizeOriginal" => ("size", ColumnKind::Integer),
            "chunksTotal" | "chunksUploaded" => ("chunks", ColumnKind::Integer),
            _ => return None,
        };
        Some(Column::new(sql, kind))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<File> {
    Ok(File {
        seq: row.get(0)?,
        id: db::id(row, 1)?,
        name: row.get(2)?,
        folder: row.get(3)?,
        permissions: Grants::in_row(row, 4)?,
        mime: row.get(5)?,
        signature: row.get(6)?,
        on_disk: row.get(8)?,
        chunks: row.get(9)?,
        blob: Blob { name: row.get(10)?, size: row.get(7)?, sealed: row.get(11)? },
        created: db::moment(row, 12)?,
        updated: db::moment(row, 13)?,
    })
}
