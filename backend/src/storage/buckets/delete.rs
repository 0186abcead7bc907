//! Deletes a bucket and every file in it.

use appwrite::Id;
use axum::{extract::State, http::StatusCode};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
    storage::{find, store, to_the_end},
};

pub(in crate::storage) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(bucket): Ids<Id>,
) -> Result<StatusCode> {
    caller.need(Scope::BucketsWrite)?;
    to_the_end(async move {
        let blobs = backend
            .db
            .write(move |tx| {
                let bucket = find::bucket(tx, &bucket, &caller)?;
                store::buckets::delete(tx, &bucket)
            })
            .await?;
        backend.remove_blobs(blobs).await;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}
