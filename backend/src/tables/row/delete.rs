//! DELETE `…/rows/:row`.

use appwrite::{Id, wire::Action as Right};
use axum::{extract::State, http::StatusCode};
use serde_json::Value;

use super::{model::Row, request, request::Known, rights, store, wording::Wording, writer::Writer};
use crate::{
    Backend,
    caller::{Caller, Scope},
    db::Tx,
    error::{Kind, Result},
    happening::Action,
    params::{Ids, Params},
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, row)): Ids<(Id, Id, Id)>,
    known: Known,
    wording: Wording,
    params: Params,
) -> Result<StatusCode> {
    caller.need(Scope::RowsWrite)?;
    request::refuse_transaction(&params)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    db.write(move |tx| {
        let table = backend.catalog.open(tx, &database, &table, &caller)?;
        let writer = Writer { table: &table, caller: &caller, now, family: wording.family };
        let row = store::find(tx, &table, &row)?.ok_or(Kind::RowNotFound)?;
        remove(tx, &writer, &row, known)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Removes the row, if this caller may, and answers with it as it was. Errors: `user_unauthorized`,
/// `row_update_conflict`.
pub(super) fn remove(tx: &mut Tx<'_>, writer: &Writer<'_>, row: &Row, known: Known) -> Result<Value> {
    rights::may(writer.table, &row.grants()?, Right::Delete, writer.caller)?;
    known.allows(row.updated)?;
    store::delete(tx, writer.table, row)?;
    let told = writer.told(row)?;
    writer.announce(tx, row, told.clone(), Action::Delete)?;
    Ok(told)
}
