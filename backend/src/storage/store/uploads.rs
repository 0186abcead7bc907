//! Uploads under way, in SQL.

use appwrite::{Id, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{
    access::Grants,
    db::{self, Tx},
    error::Result,
    storage::{bucket::Bucket, disk::Blob, file::Upload},
};

const COLUMNS: &str = "seq, id, starter, name, folder, permissions, size, created, updated";

pub(in crate::storage) fn find(conn: &Connection, bucket: &Bucket, id: &Id) -> Result<Option<Upload>> {
    let sql = format!("SELECT {COLUMNS} FROM uploads WHERE bucket = ?1 AND id = ?2");
    Ok(conn.prepare_cached(&sql)?.query_row((bucket.seq, id.as_str()), read).optional()?)
}

/// Begins an upload. Its row is in what is returned.
pub(in crate::storage) fn insert(tx: &Tx<'_>, bucket: &Bucket, upload: Upload) -> Result<Upload> {
    tx.prepare_cached(
        "INSERT INTO uploads (bucket, id, starter, name, folder, permissions, size, created, updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        bucket.seq,
        upload.id.as_str(),
        upload.starter,
        upload.name,
        upload.folder,
        upload.permissions.to_stored(),
        upload.size,
        upload.created.millis(),
        upload.updated.millis(),
    ])?;
    Ok(Upload { seq: tx.last_insert_rowid(), ..upload })
}

/// Adds a chunk. Returns false if that one was there already.
pub(in crate::storage) fn add_chunk(
    tx: &Tx<'_>,
    upload: &Upload,
    place: u64,
    blob: &Blob,
    now: Timestamp,
) -> Result<bool> {
    let added = tx
        .prepare_cached(
            "INSERT OR IGNORE INTO upload_chunks (upload, place, blob, size, sealed) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![upload.seq, place, blob.name, blob.size, blob.sealed])?;
    tx.prepare_cached("UPDATE uploads SET updated = ?2 WHERE seq = ?1")?
        .execute((upload.seq, now.millis()))?;
    Ok(added == 1)
}

/// The chunks that have come, in the order of the file.
pub(in crate::storage) fn chunks(conn: &Connection, upload: &Upload) -> Result<Vec<Blob>> {
    let mut statement =
        conn.prepare_cached("SELECT blob, size, sealed FROM upload_chunks WHERE upload = ?1 ORDER BY place")?;
    let chunks = statement.query_map([upload.seq], |row| {
        Ok(Blob { name: row.get(0)?, size: row.get(1)?, sealed: row.get(2)? })
    })?;
    Ok(chunks.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::storage) fn delete(tx: &Tx<'_>, upload: &Upload) -> Result<()> {
    tx.prepare_cached("DELETE FROM uploads WHERE seq = ?1")?.execute([upload.seq])?;
    Ok(())
}

/// Gives up the uploads that nobody has touched since then. Their chunks become blobs without a row.
pub(in crate::storage) fn forget_before(tx: &Tx<'_>, moment: Timestamp) -> Result<()> {
    tx.prepare_cached("DELETE FROM uploads WHERE updated < ?1")?.execute([moment.millis()])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Upload> {
    Ok(Upload {
        seq: row.get(0)?,
        id: db::id(row, 1)?,
        starter: row.get(2)?,
        name: row.get(3)?,
        folder: row.get(4)?,
        permissions: Grants::in_row(row, 5)?,
        size: row.get(6)?,
        created: db::moment(row, 7)?,
        updated: db::moment(row, 8)?,
    })
}
