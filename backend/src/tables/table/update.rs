//! PUT `/tablesdb/:db/tables/:table`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::{
    request,
    store::{self, Settings},
};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
    tables::family::Family,
    tap,
};

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    family: Family,
    Ids((database, table)): Ids<(Id, Id)>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::TablesWrite)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    db.write(move |tx| {
        let found = backend.catalog.table(tx, &database, &table)?;
        let settings = request::settings(&params, family, Some(Settings::of(&found)))?;
        store::update(tx, &found, &settings, now)?;
        tap::tell_schema(tx, &backend.hub);
        Ok(Json(backend.catalog.table(tx, &database, &table)?.to_json(family)))
    })
    .await
}
