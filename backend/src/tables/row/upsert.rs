//! PUT `…/rows/:row`: the row, made or changed.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::{
    create::New,
    request,
    request::{Data, Known},
    rights, store,
    update::Change,
};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    happening::Action,
    params::{Ids, Params},
};

pub(super) async fn upsert(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, id)): Ids<(Id, Id, Id)>,
    known: Known,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::RowsWrite)?;
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
        if let Some(row) = store::find(tx, &table, &id)? {
            if let Some(given) = &permissions {
                given.check_grantable(&caller)?;
            }
            let change = Change { data, permissions, known };
            return change.store(tx, &table, row, &caller, now, Action::Upsert).map(Json);
        }
        let permissions = rights::of_new_row(permissions, &caller)?;
        rights::may_create(&table, &caller)?;
        New { id, data, permissions }.store(tx, &table, &caller, now, Action::Upsert).map(Json)
    })
    .await
}
