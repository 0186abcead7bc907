//! `DELETE /users/{userId}`: with their sessions, their presence and their runs of functions.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    functions,
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
            functions::forget_person(tx, &id)?;
            store::delete(tx, &id)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
