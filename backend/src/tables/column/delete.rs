//! DELETE `…/columns/:key`: with all that rows hold in it.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::Ids,
    tap,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, key)): Ids<(Id, Id, Id)>,
) -> Result<StatusCode> {
    caller.need(Scope::ColumnsWrite)?;
    let db = backend.db.clone();
    db.write(move |tx| {
        let table = backend.catalog.table(tx, &database, &table)?;
        let column = table.column(key.as_str()).ok_or(Kind::ColumnNotFound)?;
        store::delete(tx, &table, column)?;
        tap::tell_schema(tx, &backend.hub);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
