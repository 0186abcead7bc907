//! The executions of one function: the caller's own, or all of them for a key.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    functions::{deployed::Deployed, model::View, store},
    params::{Format, Ids, Params, QueryFamily},
};

pub(in crate::functions) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    format: Format,
    Ids(function): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::ExecutionsRead)?;
    Deployed::find(&backend, &function, &caller).await?;
    let queries = params.queries(QueryFamily::Others)?;
    let total = params.or("total", true)?;
    let user = caller.user_id().cloned();
    let (found, total) =
        backend.db.read(move |conn| store::list(conn, &function, user.as_ref(), &queries, total)).await?;
    let view = View { format, with_logs: caller.is_key(), body: "" };
    let shown: Vec<_> = found.iter().map(|execution| execution.to_json(view)).collect();
    Ok(Json(json!({ "total": total, "executions": shown })))
}
