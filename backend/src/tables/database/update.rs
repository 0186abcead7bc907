//! PUT `/tablesdb/:db`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Name, Params},
    tap,
};

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(database): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::DatabasesWrite)?;
    let Name(name) = params.need("name")?;
    let enabled: Option<bool> = params.get("enabled")?;
    let now = backend.clock.now();
    let hub = backend.hub.clone();
    let changed = backend
        .db
        .write(move |tx| {
            tap::tell_schema(tx, &hub);
            let found = store::find(tx, &database)?;
            store::update(tx, &database, &name, enabled.unwrap_or(found.enabled), now)
        })
        .await?;
    Ok(Json(changed.to_json()))
}
