//! Changes a bucket's settings. What is in it already stays as it is.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::settings;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
    storage::{bucket::Bucket, find, store},
};

pub(in crate::storage) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(bucket): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::BucketsWrite)?;
    let permissions = settings::permissions(&params)?;
    let now = backend.clock.now();
    backend
        .db
        .write(move |tx| {
            let before = find::bucket(tx, &bucket, &caller)?;
            let bucket = Bucket {
                permissions: permissions.unwrap_or(before.permissions),
                settings: settings::read(&params, Some(before.settings))?,
                updated: now,
                ..before
            };
            store::buckets::update(tx, &bucket)?;
            Ok(Json(bucket.to_json(store::buckets::total_size(tx, &bucket)?)))
        })
        .await
}
