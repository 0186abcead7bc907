//! `DELETE /presences/{presenceId}`.

use appwrite::{Id, wire::Action};
use axum::{extract::State, http::StatusCode};

use super::{get, pace::count_write, say};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::Ids,
};

pub(super) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
) -> Result<StatusCode> {
    caller.need(Scope::PresencesWrite)?;
    count_write(&backend, &caller)?;
    let shared = backend.presences.share();
    backend
        .db
        .write(move |tx| {
            let record = get::readable(tx, &caller, &id)?;
            if !record.grants.allow(Action::Delete, &caller) {
                return Err(Kind::UserUnauthorized.into());
            }
            say::end(tx, &shared, &record)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
