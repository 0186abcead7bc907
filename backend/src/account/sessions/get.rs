//! `GET /account/sessions/{sessionId}`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::{named, store};
use crate::{Backend, caller::Caller, error::Result, params::Ids};

pub(in crate::account) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(session): Ids<Id>,
) -> Result<Json<Value>> {
    let person = caller.need_person()?;
    let session = named(session, person)?;
    let (id, now) = (person.id.clone(), backend.clock.now());
    let session = backend.db.read(move |conn| store::get(conn, &id, &session, now)).await?;
    Ok(Json(session.to_json(person.session() == Some(&session.id), "")))
}
