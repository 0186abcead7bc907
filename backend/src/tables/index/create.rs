//! POST `…/indexes`.

use appwrite::Id;
use axum::{Json, extract::State, http::StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::store;
use crate::{
    Backend,
    caller::{Caller, Scope},
    config::{IndexKind, IndexSpec, Order},
    error::{Error, Result},
    params::{Ids, Params},
    tables::family::Family,
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    family: Family,
    Ids((database, table)): Ids<(Id, Id)>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::IndexesWrite)?;
    let spec = IndexSpec {
        key: params.need("key")?,
        kind: word::<IndexKind>("type", &params.need::<String>("type")?)?,
        columns: params.need(family.word("columns"))?,
        orders: params
            .or::<Vec<String>>("orders", vec![])?
            .iter()
            .map(|order| word::<Order>("orders", order))
            .collect::<Result<_>>()?,
        lengths: params.or("lengths", vec![])?,
    };
    let now = backend.clock.now();
    let db = backend.db.clone();
    let made = db
        .write(move |tx| {
            let table = backend.catalog.table(tx, &database, &table)?;
            store::create(tx, &table, &spec, now)
        })
        .await?;
    // Upstream makes indexes later and answers that it will; here it is done.
    Ok((StatusCode::ACCEPTED, Json(made.to_json(family))))
}

/// One of a few words, as the type they stand for.
fn word<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    serde_json::from_value(text.into()).map_err(|cause| Error::param(name, cause))
}
