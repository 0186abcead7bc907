//! Blobs that a start finds in the folder and the database does not know.
//!
//! The names of new blobs are reserved, so no crash leaves an unknown one. Unknown blobs are from an older version that
//! crashed, from a newer database than this one, or from another folder. Each start writes their names down in the
//! commit of its stamp, so that a later start can tell them from those that a lost log would show.

use std::{collections::HashSet, path::Path, time::SystemTime};

use appwrite::Timestamp;
use rusqlite::Connection;

use super::blobs;
use crate::OpenError;

/// How much later than a blob the database must have stored a file, to show that it would also have the row of that
/// blob. In seconds. A row follows its blob within seconds.
const MARGIN: i64 = 60 * 60;

/// Whether the database and the blobs belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// They match, or are from before there were identities.
    Same,
    /// Nobody knows: the operator accepted them as they are.
    Adopted,
}

/// The span of time that the database covers. `None` if it has no bucket or no file.
struct Span {
    made: Timestamp,
    newest_file: Timestamp,
}

/// Writes down the unknown blobs of the folder, and forgets those that are not there any more. Deletes no blob. Within
/// the transaction that gives the folder its stamp.
pub(super) fn record(
    conn: &Connection,
    folder: &Path,
    origin: Origin,
    now: Timestamp,
) -> Result<(), OpenError> {
    let there = blobs::in_folder(folder).map_err(|cause| OpenError::Folder(folder.to_owned(), cause))?;
    forget_removed(conn, &there)?;
    let known = blobs::known(conn)?;
    let mut unknown: Vec<&String> = there.iter().filter(|name| !known.contains(*name)).collect();
    if !unknown.is_empty() || origin == Origin::Adopted {
        // The database may be older than the blobs. Then a blob that it has reserved may have got its row since.
        let reserved = take_reserved(conn)?;
        unknown.extend(there.iter().filter(|name| reserved.contains(*name)));
    }
    let span = if origin == Origin::Same { span(conn, now)? } else { None };
    for name in unknown {
        let written =
            std::fs::metadata(super::files(folder).join(name)).and_then(|metadata| metadata.modified());
        let written = written.map_err(|cause| OpenError::Folder(folder.to_owned(), cause))?;
        let orphan = span.as_ref().is_some_and(|span| span.covers(written));
        let sql = "INSERT INTO unknown_blobs (name, found, orphan) VALUES (?1, ?2, ?3)";
        conn.execute(sql, (name, now.millis(), orphan))?;
    }
    warn(conn)
}

impl Span {
    /// Whether the database was in use before and after this moment, so that no row from then is missing in it.
    fn covers(&self, written: SystemTime) -> bool {
        let Ok(since_1970) = written.duration_since(SystemTime::UNIX_EPOCH) else { return false };
        let Ok(millis) = i64::try_from(since_1970.as_millis()) else { return false };
        let written = Timestamp::from_millis(millis);
        self.made <= written && written.plus_seconds(MARGIN) <= self.newest_file
    }
}

/// Files with a time in the future say nothing: the clock was wrong.
fn span(conn: &Connection, now: Timestamp) -> rusqlite::Result<Option<Span>> {
    let sql =
        "SELECT (SELECT min(created) FROM buckets), (SELECT max(created) FROM files WHERE created <= ?1)";
    let (made, newest): (Option<i64>, Option<i64>) =
        conn.query_row(sql, [now.millis()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let at = Timestamp::from_millis;
    Ok(made.zip(newest).map(|(made, newest)| Span { made: at(made), newest_file: at(newest) }))
}

fn forget_removed(conn: &Connection, there: &[String]) -> rusqlite::Result<()> {
    let there: HashSet<&String> = there.iter().collect();
    let mut statement = conn.prepare("SELECT name FROM unknown_blobs")?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    for name in names.iter().filter(|name| !there.contains(name)) {
        conn.execute("DELETE FROM unknown_blobs WHERE name = ?1", [name])?;
    }
    Ok(())
}

/// The blobs whose rows are not written yet. They are not reserved any more.
fn take_reserved(conn: &Connection) -> rusqlite::Result<HashSet<String>> {
    let mut statement = conn.prepare("DELETE FROM blobs_without_row WHERE NOT deleted RETURNING name")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

fn warn(conn: &Connection) -> Result<(), OpenError> {
    let sql = "SELECT count(*), coalesce(sum(orphan), 0) FROM unknown_blobs";
    let (all, orphans): (i64, i64) = conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let kept = all - orphans;
    if kept > 0 {
        tracing::warn!(
            files = kept,
            "kept {kept} files that the database does not know: it may be older than they are"
        );
    }
    if orphans > 0 {
        tracing::info!(files = orphans, "{orphans} files from an earlier crash are removed later");
    }
    Ok(())
}
