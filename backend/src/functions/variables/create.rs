//! POST `/functions/:function/variables`.

use appwrite::Id;
use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;

use super::{Variable, request, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    functions::definitions,
    params::{Ids, NewId, Params},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(function): Ids<Id>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::FunctionsWrite)?;
    let now = backend.clock.now();
    params.need::<String>("key")?;
    params.need::<String>("value")?;
    let variable = Variable {
        // Clients of before 1.9 name no id.
        id: params.get::<NewId>("variableId")?.map_or_else(|| Id::unique(now), |id| id.or_unique(now)),
        key: request::key(&params)?.unwrap_or_default(),
        value: request::value(&params)?.unwrap_or_default(),
        secret: params.or("secret", true)?,
        created: now,
        updated: now,
    };
    let shown = variable.to_json(&function);
    backend
        .db
        .write(move |tx| {
            let function = definitions::store::find(tx, &function)?;
            store::create(tx, function.seq, &variable)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(shown)))
}
