//! Forgets an execution that is over, or one that has not begun: it then never does. For keys.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    functions::{deployed::Deployed, store},
    happening::Action,
    params::Ids,
};

pub(in crate::functions) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((function, id)): Ids<(Id, Id)>,
) -> Result<StatusCode> {
    caller.need_key_with(Scope::ExecutionsWrite, Scope::ExecutionsWrite)?;
    Deployed::find(&backend, &function, &caller).await?;
    backend
        .db
        .write(move |tx| {
            let execution = store::find(tx, &function, &id)?.ok_or(Kind::ExecutionNotFound)?;
            if execution.status.is_under_way() {
                return Err(Kind::ExecutionInProgress.into());
            }
            store::delete(tx, &id)?;
            tx.announce(execution.happening(Action::Delete));
            Ok(())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
