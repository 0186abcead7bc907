//! GET `…/rows`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params, QueryFamily},
    query::Plan,
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table)): Ids<(Id, Id)>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::RowsRead)?;
    let queries = params.queries(QueryFamily::Rows)?;
    let counted = params.or("total", true)?;
    let db = backend.db.clone();
    db.read(move |conn| {
        let table = backend.catalog.open(conn, &database, &table, &caller)?;
        let plan = Plan::compile(&queries, &*table)?;
        let select = plan.select.clone();
        let (rows, total) = store::list(conn, &table, &caller, plan, counted)?;
        let rows = rows.iter().map(|row| row.to_json(&table, &select)).collect::<Result<Vec<_>>>()?;
        let mut list = json!({ "total": total });
        // Put in as they are: `json!` would copy every row.
        list["rows"] = rows.into();
        Ok(Json(list))
    })
    .await
}
