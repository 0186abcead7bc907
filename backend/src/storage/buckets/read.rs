//! One bucket.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
    storage::{find, store},
};

pub(in crate::storage) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(bucket): Ids<Id>,
) -> Result<Json<Value>> {
    caller.need(Scope::BucketsRead)?;
    backend
        .db
        .read(move |conn| {
            let bucket = find::bucket(conn, &bucket, &caller)?;
            Ok(Json(bucket.to_json(store::buckets::total_size(conn, &bucket)?)))
        })
        .await
}
