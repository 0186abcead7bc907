//! Takes a token back: whoever holds it holds nothing.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
    storage::store,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(token): Ids<Id>,
) -> Result<StatusCode> {
    caller.need(Scope::TokensWrite)?;
    backend.db.write(move |tx| store::tokens::delete(tx, &token)).await?;
    Ok(StatusCode::NO_CONTENT)
}
