//! `GET /account/sessions`: where am I signed in?

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::store;
use crate::{Backend, caller::Caller, error::Result};

pub(in crate::account) async fn list(State(backend): State<Backend>, caller: Caller) -> Result<Json<Value>> {
    let person = caller.need_person()?;
    let (id, now) = (person.id.clone(), backend.clock.now());
    let sessions = backend.db.read(move |conn| store::list(conn, &id, now)).await?;
    let sessions: Vec<Value> =
        sessions.iter().map(|session| session.to_json(person.session() == Some(&session.id), "")).collect();
    Ok(Json(json!({ "total": sessions.len(), "sessions": sessions })))
}
