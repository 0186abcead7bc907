//! PUT `/functions/:function/variables/:variable`. What was made a secret stays one.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::{Variable, request, store};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    functions::definitions,
    params::{Ids, Params},
};

pub(super) async fn update(
    State(backend): State<Backend>,
    caller: Caller,
    Ids((function, id)): Ids<(Id, Id)>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsWrite)?;
    let (key, value) = (request::key(&params)?, request::value(&params)?);
    let secret: Option<bool> = params.get("secret")?;
    let now = backend.clock.now();
    backend
        .db
        .write(move |tx| {
            let owner = definitions::store::find(tx, &function)?;
            let before = store::find(tx, owner.seq, &id)?;
            if before.secret && secret == Some(false) {
                return Err(Kind::VariableCannotUnsetSecret.into());
            }
            let after = Variable {
                key: key.unwrap_or(before.key),
                value: value.unwrap_or(before.value),
                secret: secret.unwrap_or(before.secret),
                updated: now,
                ..before
            };
            store::update(tx, owner.seq, &after)?;
            Ok(Json(after.to_json(&function)))
        })
        .await
}
