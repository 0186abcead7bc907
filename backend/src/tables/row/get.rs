//! GET `…/rows/:row`.

use appwrite::{Id, wire::Action};
use axum::{Json, extract::State};
use serde_json::Value;

use super::{request, store, wording::Wording};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::{Ids, Params, QueryFamily},
    query::Plan,
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, row)): Ids<(Id, Id, Id)>,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::RowsRead)?;
    request::refuse_transaction(&params)?;
    let queries = params.queries(QueryFamily::Rows)?;
    let db = backend.db.clone();
    db.read(move |conn| {
        let table = backend.catalog.open(conn, &database, &table, &caller)?;
        let select = Plan::compile(&queries, &*table)?.select;
        // A row that may not be read is not told from one that is not there.
        let row = store::find(conn, &table, &row)?.ok_or(Kind::RowNotFound)?;
        if !table.allows_with(&row.grants()?, Action::Read, &caller) {
            return Err(Kind::RowNotFound.into());
        }
        Ok(wording.row(row.to_json(&table, &select, wording.family)?))
    })
    .await
}
