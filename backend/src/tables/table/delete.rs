//! DELETE `/tablesdb/:db/tables/:table`: with every row in it.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
    tap,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table)): Ids<(Id, Id)>,
) -> Result<StatusCode> {
    caller.need(Scope::TablesWrite)?;
    let db = backend.db.clone();
    db.write(move |tx| {
        let found = backend.catalog.table(tx, &database, &table)?;
        store::delete(tx, &found)?;
        tap::tell_schema(tx, &backend.hub);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
