//! The records in SQL. Permissions are kept twice: as the list that is answered, and by role for those who read.

use appwrite::{Id, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::model::{Presence, Source};
use crate::{
    access::Grants,
    db::{id, moment},
    error::{Error, Kind, Result},
};

/// What [`read`] reads.
pub(super) const COLUMNS: &str = "id, user, status, source, expires, metadata, permissions, created, updated";

pub(super) fn by_id(conn: &Connection, id: &Id) -> Result<Option<Presence>> {
    one(conn, "id", id)
}

pub(super) fn of_user(conn: &Connection, user: &Id) -> Result<Option<Presence>> {
    one(conn, "user", user)
}

fn one(conn: &Connection, column: &str, id: &Id) -> Result<Option<Presence>> {
    let sql = format!("SELECT {COLUMNS} FROM presences WHERE {column} = ?1");
    Ok(conn.prepare_cached(&sql)?.query_row([id.as_str()], read).optional()?)
}

/// Up to `most` records that are over, the longest dead first.
pub(super) fn over(conn: &Connection, now: Timestamp, most: usize) -> Result<Vec<Presence>> {
    let sql = format!("SELECT {COLUMNS} FROM presences WHERE expires <= ?1 ORDER BY expires LIMIT ?2");
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params![now.millis(), i64::try_from(most).unwrap_or(i64::MAX)], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// When the next record dies.
pub(super) fn first_deadline(conn: &Connection) -> Result<Option<Timestamp>> {
    let first: Option<i64> =
        conn.prepare_cached("SELECT min(expires) FROM presences")?.query_row([], |row| row.get(0))?;
    Ok(first.map(Timestamp::from_millis))
}

/// Writes a record that was not there. Errors: `user_not_found` when its owner is not.
pub(super) fn insert(conn: &Connection, presence: &Presence) -> Result<()> {
    let owner = owner(conn, &presence.user)?;
    conn.prepare_cached(
        "INSERT INTO presences (id, owner, user, status, source, expires, metadata, permissions, created, updated)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        presence.id.as_str(),
        owner,
        presence.user.as_str(),
        presence.status,
        presence.source.as_str(),
        presence.expires.millis(),
        metadata(presence)?,
        presence.grants.to_stored(),
        presence.created.millis(),
        presence.updated.millis(),
    ])?;
    add_readers(conn, presence)
}

/// Writes over the record `before`. Readers are touched only when they changed: a heartbeat changes none.
pub(super) fn replace(conn: &Connection, before: &Presence, after: &Presence) -> Result<()> {
    conn.prepare_cached(
        "UPDATE presences SET status = ?2, source = ?3, expires = ?4, metadata = ?5, permissions = ?6, updated = ?7
         WHERE id = ?1",
    )?
    .execute(params![
        after.id.as_str(),
        after.status,
        after.source.as_str(),
        after.expires.millis(),
        metadata(after)?,
        after.grants.to_stored(),
        after.updated.millis(),
    ])?;
    if before.user != after.user {
        let owner = owner(conn, &after.user)?;
        conn.prepare_cached("UPDATE presences SET owner = ?2, user = ?3 WHERE id = ?1")?.execute(params![
            after.id.as_str(),
            owner,
            after.user.as_str()
        ])?;
    }
    if before.grants != after.grants {
        conn.prepare_cached(
            "DELETE FROM presence_readers WHERE presence = (SELECT seq FROM presences WHERE id = ?1)",
        )?
        .execute([after.id.as_str()])?;
        add_readers(conn, after)?;
    }
    Ok(())
}

pub(super) fn remove(conn: &Connection, id: &Id) -> Result<()> {
    conn.prepare_cached("DELETE FROM presences WHERE id = ?1")?.execute([id.as_str()])?;
    Ok(())
}

/// Brings a record's end near, if it is not nearer already.
pub(super) fn shorten(conn: &Connection, id: &Id, until: Timestamp) -> Result<()> {
    conn.prepare_cached("UPDATE presences SET expires = min(expires, ?2) WHERE id = ?1")?
        .execute(params![id.as_str(), until.millis()])?;
    Ok(())
}

/// Forgets, without a word to anybody, what is over and what sockets said that are no more.
pub(super) fn remove_dead(conn: &Connection, now: Timestamp) -> Result<()> {
    conn.execute("DELETE FROM presences WHERE expires <= ?1 OR source = 'realtime'", [now.millis()])?;
    Ok(())
}

fn add_readers(conn: &Connection, presence: &Presence) -> Result<()> {
    let mut statement = conn.prepare_cached(
        "INSERT OR IGNORE INTO presence_readers (role, presence) SELECT ?1, seq FROM presences WHERE id = ?2",
    )?;
    for role in presence.grants.readers() {
        statement.execute([role.to_string().as_str(), presence.id.as_str()])?;
    }
    Ok(())
}

fn owner(conn: &Connection, user: &Id) -> Result<i64> {
    let seq = conn
        .prepare_cached("SELECT seq FROM users WHERE id = ?1")?
        .query_row([user.as_str()], |row| row.get(0))
        .optional()?;
    seq.ok_or_else(|| Error::from(Kind::UserNotFound))
}

fn metadata(presence: &Presence) -> Result<String> {
    serde_json::to_string(&presence.metadata).map_err(Error::internal)
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Presence> {
    let broken = |column| {
        move |cause: Box<dyn std::error::Error + Send + Sync>| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, cause)
        }
    };
    let text = |column| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
    Ok(Presence {
        id: id(row, 0)?,
        user: id(row, 1)?,
        status: row.get(2)?,
        source: Source::from_stored(text(3)?),
        expires: moment(row, 4)?,
        metadata: serde_json::from_str(text(5)?).map_err(|cause| broken(5)(cause.into()))?,
        grants: Grants::from_stored(text(6)?).map_err(|cause| broken(6)(cause.into()))?,
        created: moment(row, 7)?,
        updated: moment(row, 8)?,
    })
}
