//! All buckets.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Params, QueryFamily},
    storage::store::buckets,
};

pub(in crate::storage) async fn list(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::BucketsRead)?;
    let queries = params.queries(QueryFamily::Others)?;
    let search: String = params.or("search", String::new())?;
    let total = params.or("total", true)?;
    backend
        .db
        .read(move |conn| {
            let (found, total) = buckets::list_matching(conn, &queries, &search, total)?;
            let shown = found
                .iter()
                .map(|bucket| Ok(bucket.to_json(buckets::total_size(conn, bucket)?)))
                .collect::<Result<Vec<_>>>()?;
            Ok(Json(json!({ "total": total, "buckets": shown })))
        })
        .await
}
