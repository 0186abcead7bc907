//! One execution: its caller's, or any for a key.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    functions::{deployed::Deployed, model::View, store},
    params::{Format, Ids},
};

pub(in crate::functions) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    Ids((function, id)): Ids<(Id, Id)>,
) -> Result<Json<Value>> {
    caller.need(Scope::ExecutionsRead)?;
    Deployed::find(&backend, &function, &caller).await?;
    let found = backend.db.read(move |conn| store::find(conn, &function, &id)).await?;
    let execution = found
        .filter(|execution| caller.is_key() || execution.user.as_ref() == caller.user_id())
        .ok_or(Kind::ExecutionNotFound)?;
    Ok(Json(execution.to_json(View { format, with_logs: caller.is_key(), body: "" })))
}
