//! `POST /users/{userId}/tokens`: a short secret, good for one sign-in.

pub(crate) mod store;

use appwrite::Id;
use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};

use super::store as users;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
    secrets::{digest, token},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(user): Ids<Id>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::UsersWrite)?;
    let length = params.within("length", 6, 4..=128)?;
    let life = params.within("expire", 900, 60..=31_536_000)?;
    let now = backend.clock.now();
    let expires = now.plus_seconds(life);
    let secret: String = token(64).chars().take(length).collect();
    let id = Id::unique(now);
    let shown = json!({
        "$id": id,
        "$createdAt": now,
        "userId": user,
        "secret": secret,
        "expire": expires,
        "phrase": "",
    });
    let kept = digest(&secret);
    let create = backend.db.write(move |tx| {
        users::by_id(tx, &user)?;
        store::create(tx, &user, &id, &kept, now, expires)
    });
    create.await?;
    Ok((StatusCode::CREATED, Json(shown)))
}
