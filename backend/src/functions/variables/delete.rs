//! DELETE `/functions/:function/variables/:variable`.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    functions::definitions,
    params::Ids,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((function, id)): Ids<(Id, Id)>,
) -> Result<StatusCode> {
    caller.need(Scope::FunctionsWrite)?;
    backend
        .db
        .write(move |tx| {
            let owner = definitions::store::find(tx, &function)?;
            store::find(tx, owner.seq, &id)?;
            store::delete(tx, owner.seq, &id)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
