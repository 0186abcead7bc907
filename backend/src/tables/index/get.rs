//! GET `…/indexes/:key`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::Ids,
    tables::family::Family,
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    family: Family,
    Ids((database, table, key)): Ids<(Id, Id, Id)>,
) -> Result<Json<Value>> {
    caller.need(Scope::IndexesRead)?;
    let db = backend.db.clone();
    db.read(move |conn| {
        let table = backend.catalog.table(conn, &database, &table)?;
        let index = table.index(&key).ok_or(Kind::IndexNotFound)?;
        Ok(Json(index.to_json(family)))
    })
    .await
}
