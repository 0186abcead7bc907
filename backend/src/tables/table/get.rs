//! GET `/tablesdb/:db/tables/:table`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
    tables::family::Family,
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    family: Family,
    Ids((database, table)): Ids<(Id, Id)>,
) -> Result<Json<Value>> {
    caller.need(Scope::TablesRead)?;
    let db = backend.db.clone();
    db.read(move |conn| Ok(Json(backend.catalog.table(conn, &database, &table)?.to_json(family)))).await
}
