//! POST `/tablesdb`.

use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Name, NewId, Params},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::DatabasesWrite)?;
    let now = backend.clock.now();
    let id = params.need::<NewId>("databaseId")?.or_unique(now);
    let Name(name) = params.need("name")?;
    let enabled = params.or("enabled", true)?;
    let made = backend.db.write(move |tx| store::create(tx, &id, &name, enabled, now)).await?;
    Ok((StatusCode::CREATED, Json(made.to_json())))
}
