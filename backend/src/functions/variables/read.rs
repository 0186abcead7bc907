//! GET `/functions/:function/variables/:variable`.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    functions::definitions,
    params::Ids,
};

pub(super) async fn get(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((function, id)): Ids<(Id, Id)>,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsRead)?;
    backend
        .db
        .read(move |conn| {
            let owner = definitions::store::find(conn, &function)?;
            Ok(Json(store::find(conn, owner.seq, &id)?.to_json(&function)))
        })
        .await
}
