//! Moves the end of a token. Its secret stays the same.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::model::{self, FileToken};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
    storage::store,
};

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(token): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::TokensWrite)?;
    let expires = model::expires(&params, backend.clock.now())?;
    let token = backend
        .db
        .write(move |tx| {
            let token = FileToken { expires, ..store::tokens::find(tx, &token)? };
            store::tokens::update(tx, &token)?;
            Ok(token)
        })
        .await?;
    Ok(Json(token.to_json(backend.secrets.signing())))
}
