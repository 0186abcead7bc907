//! PUT `/functions/:function`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::{request, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    config::FunctionSpec,
    error::Result,
    functions::deployed::Deployed,
    params::{Format, Ids, Name, Params},
};

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    Ids(function): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsWrite)?;
    let Name(name) = params.need("name")?;
    let now = backend.clock.now();
    let id = function.clone();
    backend
        .db
        .write(move |tx| {
            let before = store::find(tx, &id)?.spec;
            let runtime = request::runtime(&params)?.unwrap_or_else(|| before.runtime.clone());
            let spec = request::settings(&params, FunctionSpec { name, runtime, ..before })?;
            store::update(tx, &spec, now)
        })
        .await?;
    backend.functions.definitions_changed();
    Ok(Json(Deployed::find(&backend, &function, &caller).await?.to_json(format)))
}
