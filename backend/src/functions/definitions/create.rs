//! POST `/functions`.

use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;

use super::{request, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    config::FunctionSpec,
    error::Result,
    functions::deployed::Deployed,
    params::{Format, Name, NewId, Params},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::FunctionsWrite)?;
    let now = backend.clock.now();
    let id = params.need::<NewId>("functionId")?.or_unique(now);
    let Name(name) = params.need("name")?;
    params.need::<String>("runtime")?;
    let runtime = request::runtime(&params)?.unwrap_or_default();
    let spec = request::settings(&params, FunctionSpec::new(id.clone(), name, runtime))?;
    backend.db.write(move |tx| store::create(tx, &spec, now)).await?;
    backend.functions.definitions_changed();
    let made = Deployed::find(&backend, &id, &caller).await?;
    Ok((StatusCode::CREATED, Json(made.to_json(format))))
}
