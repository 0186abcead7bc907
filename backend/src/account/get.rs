//! `GET /account`: who am I?

use axum::{Json, extract::State};
use serde_json::Value;

use crate::{Backend, caller::Caller, error::Result, users::store};

pub(super) async fn get(State(backend): State<Backend>, caller: Caller) -> Result<Json<Value>> {
    let id = caller.need_person()?.id.clone();
    let user = backend.db.read(move |conn| store::by_id(conn, &id)).await?;
    Ok(Json(user.account()))
}
