//! DELETE `/functions/:function`. One that the deployment description names is back after the next start.

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
    Ids(function): Ids<Id>,
) -> Result<StatusCode> {
    caller.need(Scope::FunctionsWrite)?;
    backend
        .db
        .write(move |tx| {
            store::find(tx, &function)?;
            store::delete(tx, &function)
        })
        .await?;
    backend.functions.definitions_changed();
    Ok(StatusCode::NO_CONTENT)
}
