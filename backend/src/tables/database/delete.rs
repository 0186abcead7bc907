//! DELETE `/tablesdb/:db`: with every table in it.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(database): Ids<Id>,
) -> Result<StatusCode> {
    caller.need(Scope::DatabasesWrite)?;
    backend.db.write(move |tx| store::delete(tx, &database)).await?;
    Ok(StatusCode::NO_CONTENT)
}
