//! Makes a token for one file.

use appwrite::{Id, wire::Action as Right};
use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;

use super::model::{self, FileToken};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
    storage::{find, store},
};

/// Whoever may change a file may hand it on.
pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((bucket, file)): Ids<(Id, Id)>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::TokensWrite)?;
    let now = backend.clock.now();
    let expires = model::expires(&params, now)?;
    let token = backend
        .db
        .write(move |tx| {
            let bucket = find::bucket(tx, &bucket, &caller)?;
            let file = find::writable(tx, &bucket, &file, Right::Update, &caller)?;
            let (id, bucket) = (Id::unique(now), bucket.id);
            let token =
                FileToken { id, bucket, file: file.id.clone(), created: now, expires, accessed: None };
            store::tokens::insert(tx, &file, &token)?;
            Ok(token)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(token.to_json(backend.secrets.signing()))))
}
