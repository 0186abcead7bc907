//! `DELETE /users/{userId}`: with all that is theirs of accounts and sessions, and what they say of themselves.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
    presences,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
) -> Result<StatusCode> {
    caller.need(Scope::UsersWrite)?;
    let presences = backend.presences.share();
    backend
        .db
        .write(move |tx| {
            presences::end_with(tx, &presences, &id)?;
            store::delete(tx, &id)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
