//! GET `/tablesdb/:db`.

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
    Ids(database): Ids<Id>,
) -> Result<Json<Value>> {
    caller.need(Scope::DatabasesRead)?;
    let found = backend.db.read(move |conn| store::find(conn, &database)).await?;
    Ok(Json(found.to_json()))
}
