//! PATCH `…/rows`: the same change to every row that the queries find.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    happening::Action,
    params::{Ids, Params, QueryFamily},
    query::Plan,
    tables::row::{
        request::{self, Data, Known},
        store,
        update::Change,
        wording::Wording,
        writer::Writer,
    },
};

pub(in crate::tables::row) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table)): Ids<(Id, Id)>,
    known: Known,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    caller.need_key_with(Scope::RowsWrite, Scope::RowsWrite)?;
    request::refuse_transaction(&params)?;
    let data = params.get::<Data>("data")?.map(|data| data.0).filter(|data| !data.is_empty());
    let data = data.ok_or(Kind::RowMissingPayload)?;
    let permissions = super::permissions(&data)?;
    let queries = params.queries(QueryFamily::Rows)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    let changed = db
        .write(move |tx| {
            let table = backend.catalog.open(tx, &database, &table, &caller)?;
            let plan = Plan::compile(&queries, &*table)?.without_default_limit();
            let (found, _) = store::list(tx, &table, &caller, plan, false)?;
            let writer = Writer { table: &table, caller: &caller, now, family: wording.family };
            let change = Change { data, permissions, known };
            let change = |row| change.clone().store(tx, &writer, row, Action::Update);
            found.into_iter().map(change).collect()
        })
        .await?;
    Ok(wording.written(changed))
}
