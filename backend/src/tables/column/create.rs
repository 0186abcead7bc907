//! POST `…/columns/:type`.

use appwrite::Id;
use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;

use super::{request::Type, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((database, table, kind)): Ids<(Id, Id, Id)>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    let kind = Type::parse(kind.as_str())?;
    caller.need(Scope::ColumnsWrite)?;
    let spec = kind.read(&params)?;
    let now = backend.clock.now();
    let db = backend.db.clone();
    let made = db
        .write(move |tx| {
            let table = backend.catalog.table(tx, &database, &table)?;
            store::create(tx, &table, &spec, now)
        })
        .await?;
    // Upstream makes columns later and answers that it will; here it is done.
    Ok((StatusCode::ACCEPTED, Json(made.to_json())))
}
