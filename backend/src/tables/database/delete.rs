//! DELETE `/tablesdb/:db`: with every table in it.

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
    Ids(database): Ids<Id>,
) -> Result<StatusCode> {
    caller.need(Scope::DatabasesWrite)?;
    let hub = backend.hub.clone();
    let deleted = backend.db.write(move |tx| {
        tap::tell_schema(tx, &hub);
        store::delete(tx, &database)
    });
    deleted.await?;
    Ok(StatusCode::NO_CONTENT)
}
