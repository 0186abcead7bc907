//! One token.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::Ids,
    storage::store,
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(token): Ids<Id>,
) -> Result<Json<Value>> {
    caller.need(Scope::TokensRead)?;
    let token = backend.db.read(move |conn| store::tokens::find(conn, &token)).await?;
    Ok(Json(token.to_json(backend.secrets.signing())))
}
