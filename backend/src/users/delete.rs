//! `DELETE /users/{userId}`: with all that is theirs of accounts and sessions.

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
    Ids(id): Ids<Id>,
) -> Result<StatusCode> {
    caller.need(Scope::UsersWrite)?;
    backend.db.write(move |tx| store::delete(tx, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
