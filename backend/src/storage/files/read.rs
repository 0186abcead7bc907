//! What is known of one file.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
    storage::find,
};

pub(in crate::storage) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((bucket, file)): Ids<(Id, Id)>,
) -> Result<Json<Value>> {
    caller.need(Scope::FilesRead)?;
    backend
        .db
        .read(move |conn| {
            let bucket = find::bucket(conn, &bucket, &caller)?;
            let file = find::readable(conn, &bucket, &file, &caller)?;
            Ok(Json(file.to_json(&bucket)))
        })
        .await
}
