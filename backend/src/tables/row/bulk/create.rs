//! POST `…/rows` with many rows.

use appwrite::Id;
use axum::{Json, http::StatusCode};
use serde_json::Value;

use super::{Rows, Sent};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    happening::Action,
    tables::row::{create::New, wording::Wording, writer::Writer},
};

pub(in crate::tables::row) async fn create(
    backend: Backend,
    caller: Caller,
    (database, table): (Id, Id),
    wording: Wording,
    rows: Rows,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need_key_with(Scope::RowsWrite, Scope::RowsWrite)?;
    let now = backend.clock.now();
    let rows = rows.read(now, wording.family)?;
    let db = backend.db.clone();
    let made = db
        .write(move |tx| {
            let table = backend.catalog.open(tx, &database, &table, &caller)?;
            let writer = Writer { table: &table, caller: &caller, now, family: wording.family };
            let make = |Sent { id, permissions, data }| {
                let permissions = permissions.unwrap_or_default();
                New { id, data, permissions }.store(tx, &writer, Action::Create)
            };
            rows.into_iter().map(make).collect()
        })
        .await?;
    Ok((StatusCode::CREATED, wording.written(made)))
}
