//! DELETE `…/rows/:row`.

use appwrite::{Id, wire::Action as Right};
use axum::{extract::State, http::StatusCode};

use super::{announce::announce, request::Known, rights, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    happening::Action,
    params::Ids,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, row)): Ids<(Id, Id, Id)>,
    known: Known,
) -> Result<StatusCode> {
    caller.need(Scope::RowsWrite)?;
    let db = backend.db.clone();
    db.write(move |tx| {
        let table = backend.catalog.open(tx, &database, &table, &caller)?;
        let row = store::find(tx, &table, &row)?.ok_or(Kind::RowNotFound)?;
        rights::may(&table, &row.grants()?, Right::Delete, &caller)?;
        known.allows(row.updated)?;
        store::delete(tx, &table, &row)?;
        let payload = row.to_json(&table, &[])?;
        announce(tx, &table, &row, payload, Action::Delete)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
