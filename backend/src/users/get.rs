//! `GET /users/{userId}` and their preferences.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersRead)?;
    let user = backend.db.read(move |conn| store::by_id(conn, &id)).await?;
    Ok(Json(user.user()))
}

pub(super) async fn prefs(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersRead)?;
    let user = backend.db.read(move |conn| store::by_id(conn, &id)).await?;
    Ok(Json(user.prefs.into()))
}
