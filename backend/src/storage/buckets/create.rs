//! Makes a bucket.

use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;

use super::settings;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{NewId, Params},
    storage::{bucket::Bucket, store},
};

pub(in crate::storage) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::BucketsWrite)?;
    let now = backend.clock.now();
    let bucket = Bucket {
        seq: 0,
        id: params.need::<NewId>("bucketId")?.or_unique(now),
        permissions: settings::permissions(&params)?.unwrap_or_default(),
        created: now,
        updated: now,
        settings: settings::read(&params, None)?,
    };
    let shown = Json(bucket.to_json(0));
    backend.db.write(move |tx| store::buckets::insert(tx, &bucket)).await?;
    Ok((StatusCode::CREATED, shown))
}
