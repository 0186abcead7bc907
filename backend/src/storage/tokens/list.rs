//! The tokens of one file.

use appwrite::{Id, wire::Action as Right};
use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params, QueryFamily},
    storage::{find, store},
};

pub(super) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((bucket, file)): Ids<(Id, Id)>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::TokensRead)?;
    let queries = params.queries(QueryFamily::Others)?;
    let total = params.or("total", true)?;
    let (tokens, total) = backend
        .db
        .read(move |conn| {
            let bucket = find::bucket(conn, &bucket, &caller)?;
            let file = find::writable(conn, &bucket, &file, Right::Update, &caller)?;
            store::tokens::list(conn, &file, &queries, total)
        })
        .await?;
    let shown: Vec<_> = tokens.iter().map(|token| token.to_json(backend.secrets.signing())).collect();
    Ok(Json(json!({ "total": total, "tokens": shown })))
}
