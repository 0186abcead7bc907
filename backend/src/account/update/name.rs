//! `PATCH /account/name`.

use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    caller::Caller,
    error::Result,
    params::{Name, Params},
    users::store,
};

pub(in crate::account) async fn name(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Json<Value>> {
    let id = caller.need_person()?.id.clone();
    let Name(name) = params.need("name")?;
    let now = backend.clock.now();
    let change = backend.db.write(move |tx| {
        store::change(tx, &id, "name", now, |_, user| {
            user.name = name;
            Ok(())
        })
    });
    Ok(Json(change.await?.account()))
}
