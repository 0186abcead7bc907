//! `/users/{userId}/sessions`: a key can sign a person in and out.

use appwrite::Id;
use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};

use super::store as users;
use crate::{
    Backend,
    account::sessions::{model::Provider, open::Opening, store},
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
) -> Result<Json<Value>> {
    caller.need_key_with(Scope::UsersRead, Scope::SessionsRead)?;
    let now = backend.clock.now();
    let sessions = backend.db.read(move |conn| {
        users::by_id(conn, &id)?;
        store::list(conn, &id, now)
    });
    let sessions: Vec<Value> = sessions.await?.iter().map(|session| session.to_json(false, "")).collect();
    Ok(Json(json!({ "total": sessions.len(), "sessions": sessions })))
}

/// The answer holds the secret: the key hands it to the person.
pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need_key_with(Scope::UsersWrite, Scope::SessionsWrite)?;
    let opening = Opening::new(Provider::Server, &caller, backend.clock.now());
    let open = backend.db.write(move |tx| {
        users::by_id(tx, &id)?;
        opening.open(tx, &id)
    });
    let opened = open.await?;
    opened.log();
    Ok((StatusCode::CREATED, Json(opened.session.to_json(false, &opened.secret))))
}

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((id, session)): Ids<(Id, Id)>,
) -> Result<StatusCode> {
    caller.need_key_with(Scope::UsersWrite, Scope::SessionsWrite)?;
    let now = backend.clock.now();
    let delete = backend.db.write(move |tx| {
        users::by_id(tx, &id)?;
        store::delete(tx, &id, &session, now)
    });
    delete.await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn delete_all(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
) -> Result<StatusCode> {
    caller.need_key_with(Scope::UsersWrite, Scope::SessionsWrite)?;
    let delete = backend.db.write(move |tx| {
        users::by_id(tx, &id)?;
        store::delete_all(tx, &id)
    });
    delete.await?;
    Ok(StatusCode::NO_CONTENT)
}
