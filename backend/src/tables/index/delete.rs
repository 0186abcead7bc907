//! DELETE `…/indexes/:key`.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::Ids,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, key)): Ids<(Id, Id, Id)>,
) -> Result<StatusCode> {
    caller.need(Scope::IndexesWrite)?;
    let db = backend.db.clone();
    db.write(move |tx| {
        let table = backend.catalog.table(tx, &database, &table)?;
        let index = table.index(&key).ok_or(Kind::IndexNotFound)?;
        store::delete(tx, &table, index)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
