//! `/account/prefs`: whatever a person's programs want to remember of them.

use axum::{Json, extract::State};
use serde_json::{Map, Value};

use crate::{
    Backend,
    caller::Caller,
    error::Result,
    params::{Param, Params},
    users::store,
};

/// Preferences: an object of at most 65,535 bytes.
pub(crate) struct Prefs(pub(crate) Map<String, Value>);

impl Param for Prefs {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let rule = "Value must be a valid object of at most 65535 bytes.";
        let prefs = Map::parse(value).map_err(|_| rule)?;
        if value.to_string().len() > 65_535 { Err(rule.into()) } else { Ok(Self(prefs)) }
    }
}

pub(super) async fn get(State(backend): State<Backend>, caller: Caller) -> Result<Json<Value>> {
    let id = caller.need_person()?.id.clone();
    let user = backend.db.read(move |conn| store::by_id(conn, &id)).await?;
    Ok(Json(user.prefs.into()))
}

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Json<Value>> {
    let id = caller.need_person()?.id.clone();
    let Prefs(prefs) = params.need("prefs")?;
    let now = backend.clock.now();
    let change = backend.db.write(move |tx| {
        store::change(tx, &id, "prefs", now, |_, user| {
            user.prefs = prefs;
            Ok(())
        })
    });
    Ok(Json(change.await?.account()))
}
