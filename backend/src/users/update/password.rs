//! `PATCH /users/{userId}/password`: an empty text takes the password away, and with it every sign-in by it.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::set;
use crate::{
    Backend,
    account::password::{self, Password},
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
    users::model::User,
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
    let change = move |user: &mut User| {
        user.password = hash;
        user.password_updated = Some(now);
    };
    set(&backend, id, "password", change).await
}
