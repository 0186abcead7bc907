//! DELETE `…/rows`: every row that the queries find.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params, QueryFamily},
    query::Plan,
    tables::row::{
        delete::remove,
        request::{self, Known},
        store,
        wording::Wording,
        writer::Writer,
    },
};

pub(in crate::tables::row) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table)): Ids<(Id, Id)>,
    known: Known,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    caller.need_key_with(Scope::RowsWrite, Scope::RowsWrite)?;
    request::refuse_transaction(&params)?;
    let queries = params.queries(QueryFamily::Rows)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    let removed = db
        .write(move |tx| {
            let table = backend.catalog.open(tx, &database, &table, &caller)?;
            let plan = Plan::compile(&queries, &*table)?.without_default_limit();
            let (found, _) = store::list(tx, &table, &caller, plan, false)?;
            let writer = Writer { table: &table, caller: &caller, now, family: wording.family };
            found.iter().map(|row| remove(tx, &writer, row, known)).collect()
        })
        .await?;
    Ok(wording.written(removed))
}
