//! POST `/tablesdb/:db/tables`: with the columns and indexes it names, all or nothing.

use appwrite::Id;
use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;

use super::{request, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    config::{ColumnSpec, IndexSpec},
    error::{Error, Kind, Result},
    params::{Ids, NewId, Params},
    tables::{column, family::Family, index},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    family: Family,
    Ids(database): Ids<Id>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::TablesWrite)?;
    let now = backend.clock.now();
    let id = params.need::<NewId>(family.word("tableId"))?.or_unique(now);
    let settings = request::settings(&params, family, None)?;
    let columns: Vec<ColumnSpec> = request::parts(&params, family.word("columns"))?;
    let indexes: Vec<IndexSpec> = request::parts(&params, "indexes")?;
    let db = backend.db.clone();
    let made = db
        .write(move |tx| {
            store::create(tx, &database, &id, &settings, now)?;
            let current = || backend.catalog.table(tx, &database, &id);
            for column in &columns {
                column::store::create(tx, &*current()?, column, now).map_err(bad_part)?;
            }
            for index in &indexes {
                index::store::create(tx, &*current()?, index, now).map_err(bad_part)?;
            }
            Ok(current()?.to_json(family))
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made)))
}

/// A column or index that could be refused by its own name is, inside a table, one more bad argument.
fn bad_part(error: Error) -> Error {
    if error.status() < 500 { Error::new(Kind::ArgumentInvalid, error.message) } else { error }
}
