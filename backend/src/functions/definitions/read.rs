//! GET `/functions/:function`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    functions::deployed::Deployed,
    params::{Format, Ids},
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    Ids(function): Ids<Id>,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsRead)?;
    Ok(Json(Deployed::find(&backend, &function, &caller).await?.to_json(format)))
}
