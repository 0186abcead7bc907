//! PUT `…/rows/:row`: the row, made or changed.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::{
    create::New,
    operator, request,
    request::{Data, Known},
    rights, store,
    update::Change,
    wording::Wording,
    writer::Writer,
};
use crate::{
    Backend,
    caller::{Caller, Scope},
    db::Tx,
    error::{Kind, Result},
    happening::Action,
    params::{Ids, Params},
};

pub(super) async fn upsert(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, id)): Ids<(Id, Id, Id)>,
    known: Known,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::RowsWrite)?;
    request::refuse_transaction(&params)?;
    let data: Option<Data> = params.get("data")?;
    let permissions = request::permissions(&params)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    db.write(move |tx| {
        let table = backend.catalog.open(tx, &database, &table, &caller)?;
        let data = data.map(|data| data.0).unwrap_or_default();
        if data.is_empty() && permissions.is_none() {
            return Err(Kind::RowMissingPayload.into());
        }
        let writer = Writer { table: &table, caller: &caller, now, family: wording.family };
        let change = Change { data, permissions, known };
        Ok(wording.row(make_or_change(tx, &writer, id, change)?))
    })
    .await
}

/// Makes the row of this change if there is none, else changes it, if this caller may, and answers with it.
pub(super) fn make_or_change(tx: &mut Tx<'_>, writer: &Writer<'_>, id: Id, change: Change) -> Result<Value> {
    let Some(row) = store::find(tx, writer.table, &id)? else {
        let permissions = rights::of_new_row(change.permissions, writer.caller)?;
        rights::may_create(writer.table, writer.caller)?;
        let unset: Vec<_> = writer.table.columns.iter().map(|column| column.default()).collect();
        let data = operator::resolve(writer.table, &unset, change.data, writer.now)?;
        return New { id, data, permissions }.store(tx, writer, Action::Upsert);
    };
    if let Some(given) = &change.permissions {
        given.check_grantable(writer.caller)?;
    }
    change.store(tx, writer, row, Action::Upsert)
}
