//! Forgets an execution that is over. For keys.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    functions::store,
    happening::Action,
    params::Ids,
};

pub(in crate::functions) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((function, id)): Ids<(Id, Id)>,
) -> Result<StatusCode> {
    caller.need(Scope::ExecutionsWrite)?;
    if !caller.is_key() {
        return Err(Kind::UnauthorizedScope.into());
    }
    backend.functions.find(&function, &caller)?;
    backend
        .db
        .write(move |tx| {
            let execution = store::find(tx, &function, &id)?.ok_or(Kind::ExecutionNotFound)?;
            if !execution.status.is_over() {
                return Err(Kind::ExecutionInProgress.into());
            }
            store::delete(tx, &id)?;
            tx.announce(execution.happening(Action::Delete));
            Ok(())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
