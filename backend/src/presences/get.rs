//! `GET /presences/{presenceId}`. What the caller may not read is as absent as what has expired.

use appwrite::{Id, Timestamp, wire::Action};
use axum::{Json, extract::State};
use rusqlite::Connection;
use serde_json::Value;

use super::{model::Presence, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::Ids,
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
) -> Result<Json<Value>> {
    caller.need(Scope::PresencesRead)?;
    let now = backend.clock.now();
    let presence = backend.db.read(move |conn| live(conn, &caller, &id, now)).await?;
    Ok(Json(presence.to_json()))
}

/// The record, while it lives. Errors: `presence_not_found`.
pub(super) fn live(conn: &Connection, caller: &Caller, id: &Id, now: Timestamp) -> Result<Presence> {
    let presence = readable(conn, caller, id)?;
    if presence.is_over(now) { Err(Kind::PresenceNotFound.into()) } else { Ok(presence) }
}

/// The record, over or not. Errors: `presence_not_found`.
pub(super) fn readable(conn: &Connection, caller: &Caller, id: &Id) -> Result<Presence> {
    store::by_id(conn, id)?
        .filter(|presence| presence.grants.allow(Action::Read, caller))
        .ok_or_else(|| Kind::PresenceNotFound.into())
}
