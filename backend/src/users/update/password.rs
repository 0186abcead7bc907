//! `PATCH /users/{userId}/password`: an empty text takes the password away, and with it every sign-in by it.
//! Either way every session of the person ends.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use crate::{
    Backend,
    account::{
        password::{self, Password},
        sessions,
    },
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
    users::store,
};

pub(in crate::users) async fn password(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let hash = match params.raw("password").and_then(Value::as_str) {
        Some("") => None,
        _ => Some(password::hash(params.need::<Password>("password")?).await?),
    };
    let now = backend.clock.now();
    let change = backend.db.write(move |tx| {
        let user = store::change(tx, &id, "password", now, |_, user| {
            user.password = hash;
            user.password_updated = Some(now);
            Ok(())
        })?;
        sessions::store::delete_all(tx, &id)?;
        Ok(user)
    });
    let user = change.await?;
    tracing::info!(user = %user.id, "password changed by a key");
    Ok(Json(user.user()))
}
