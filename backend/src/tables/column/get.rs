//! GET `…/columns/:key`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::Ids,
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, key)): Ids<(Id, Id, Id)>,
) -> Result<Json<Value>> {
    caller.need(Scope::ColumnsRead)?;
    let db = backend.db.clone();
    db.read(move |conn| {
        let table = backend.catalog.table(conn, &database, &table)?;
        let column = table.column(key.as_str()).ok_or(Kind::ColumnNotFound)?;
        Ok(Json(column.to_json()))
    })
    .await
}
