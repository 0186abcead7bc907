//! PUT `…/rows`: each row, made or changed.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::Sent;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Kind, Result},
    params::{Ids, Params},
    tables::row::{
        request::{self, Known},
        update::Change,
        upsert::make_or_change,
        wording::Wording,
        writer::Writer,
    },
};

pub(in crate::tables::row) async fn upsert(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table)): Ids<(Id, Id)>,
    known: Known,
    wording: Wording,
    params: Params,
) -> Result<Json<Value>> {
    caller.need_key_with(Scope::RowsWrite, Scope::RowsWrite)?;
    request::refuse_transaction(&params)?;
    let name = wording.family.word("rows");
    if params.raw(name).is_none() {
        return Err(Error::new(Kind::ArgumentInvalid, format!("Param \"{name}\" is not optional.")));
    }
    let now = backend.clock.now();
    let rows = match super::rows(&params, wording.family)? {
        Some(rows) => rows.read(now, wording.family)?,
        None => vec![],
    };
    let db = backend.db.clone();
    let written = db
        .write(move |tx| {
            let table = backend.catalog.open(tx, &database, &table, &caller)?;
            let writer = Writer { table: &table, caller: &caller, now, family: wording.family };
            let write = |Sent { id, permissions, data }| {
                make_or_change(tx, &writer, id, Change { data, permissions, known })
            };
            rows.into_iter().map(write).collect()
        })
        .await?;
    Ok(wording.written(written))
}
