//! Sessions in the database. Each one's making, renewal and end is announced, so that sockets opened with it can follow.

use appwrite::{Id, Role, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row};

use super::model::{Provider, Session};
use crate::{
    db::{Tx, id, moment},
    error::{Error, Kind, Result},
    happening::{Action, Happening, Subject},
};

/// Sessions one person may have. The oldest gives way to one more.
const MOST_SESSIONS: usize = 10;

const SELECT: &str = "SELECT s.id, u.id, s.provider, s.provider_uid, s.address, s.client, s.created, s.updated, \
    s.expires FROM sessions s JOIN users u ON u.seq = s.user";

/// The person's sessions that are not over, oldest first.
pub(crate) fn list(conn: &Connection, user: &Id, now: Timestamp) -> Result<Vec<Session>> {
    let sql = format!("{SELECT} WHERE u.id = ?1 AND s.expires > ?2 ORDER BY s.created, s.id");
    let mut statement = conn.prepare_cached(&sql)?;
    let sessions = statement.query_map((user.as_str(), now.millis()), read)?;
    Ok(sessions.collect::<rusqlite::Result<_>>()?)
}

/// One session of this person. Errors: `user_session_not_found`, also for another person's.
pub(crate) fn get(conn: &Connection, user: &Id, session: &Id, now: Timestamp) -> Result<Session> {
    let sql = format!("{SELECT} WHERE s.id = ?1 AND u.id = ?2 AND s.expires > ?3");
    let found = conn
        .prepare_cached(&sql)?
        .query_row((session.as_str(), user.as_str(), now.millis()), read)
        .optional()?;
    found.ok_or_else(|| Kind::UserSessionNotFound.into())
}

/// Keeps a new session under the digest of its secret. The oldest of the person's sessions give way to it.
pub(crate) fn create(tx: &mut Tx<'_>, session: &Session, digest: &str) -> Result<()> {
    let mut held = every(tx, &session.user)?;
    held.truncate((held.len() + 1).saturating_sub(MOST_SESSIONS));
    for oldest in &held {
        remove(tx, oldest)?;
    }
    tx.prepare_cached(
        "INSERT INTO sessions (id, user, secret, provider, provider_uid, address, client, created, updated, expires)
         SELECT ?1, seq, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9 FROM users WHERE id = ?2",
    )?
    .execute((
        session.id.as_str(),
        session.user.as_str(),
        digest,
        session.provider.as_str(),
        &session.provider_uid,
        &session.address,
        serde_json::to_string(&session.client).map_err(Error::internal)?,
        session.created.millis(),
        session.expires.millis(),
    ))?;
    announce(tx, session, Action::Create);
    Ok(())
}

/// Moves the end of a session. Errors: `user_session_not_found`.
pub(crate) fn renew(
    tx: &mut Tx<'_>,
    user: &Id,
    session: &Id,
    now: Timestamp,
    expires: Timestamp,
) -> Result<Session> {
    let session = Session { updated: now, expires, ..get(tx, user, session, now)? };
    tx.prepare_cached("UPDATE sessions SET updated = ?2, expires = ?3 WHERE id = ?1")?.execute((
        session.id.as_str(),
        now.millis(),
        expires.millis(),
    ))?;
    announce(tx, &session, Action::Update);
    Ok(session)
}

/// Errors: `user_session_not_found`.
pub(crate) fn delete(tx: &mut Tx<'_>, user: &Id, session: &Id, now: Timestamp) -> Result<()> {
    let session = get(tx, user, session, now)?;
    remove(tx, &session)
}

/// Ends every session of this person.
pub(crate) fn delete_all(tx: &mut Tx<'_>, user: &Id) -> Result<()> {
    delete_others(tx, user, None)
}

/// Ends every session of this person but this one.
pub(crate) fn delete_others(tx: &mut Tx<'_>, user: &Id, kept: Option<&Id>) -> Result<()> {
    for session in every(tx, user)?.iter().filter(|session| Some(&session.id) != kept) {
        remove(tx, session)?;
    }
    Ok(())
}

/// All of the person's sessions, those that are over included, oldest first.
fn every(conn: &Connection, user: &Id) -> Result<Vec<Session>> {
    list(conn, user, Timestamp::from_millis(i64::MIN))
}

fn remove(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    tx.prepare_cached("DELETE FROM sessions WHERE id = ?1")?.execute([session.id.as_str()])?;
    announce(tx, session, Action::Delete);
    Ok(())
}

fn announce(tx: &mut Tx<'_>, session: &Session, action: Action) {
    tx.announce(Happening {
        subject: Subject::Session { user: session.user.clone(), session: session.id.clone() },
        action,
        payload: session.to_json(false, ""),
        readers: vec![Role::user(&session.user)],
    });
}

fn read(row: &Row<'_>) -> rusqlite::Result<Session> {
    let provider: String = row.get(2)?;
    let client: String = row.get(5)?;
    Ok(Session {
        id: id(row, 0)?,
        user: id(row, 1)?,
        provider: Provider::stored(&provider),
        provider_uid: row.get(3)?,
        address: row.get(4)?,
        // What an agent said of itself is not worth failing over.
        client: serde_json::from_str(&client).unwrap_or_default(),
        created: moment(row, 6)?,
        updated: moment(row, 7)?,
        expires: moment(row, 8)?,
    })
}
