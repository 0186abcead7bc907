//! `POST /users/{userId}/tokens`: a short secret, good for one sign-in.

pub(crate) mod store;

use appwrite::Id;
use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};

use super::store as users;
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Result},
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
    let length = within(&params, "length", 6, 4, 128)?;
    let life = within(&params, "expire", 900, 60, 31_536_000)?;
    let now = backend.clock.now();
    let expires = now.plus_seconds(life);
    let secret: String = token(64).chars().take(usize::try_from(length).unwrap_or(6)).collect();
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

fn within(params: &Params, name: &str, default: i64, least: i64, most: i64) -> Result<i64> {
    let value = params.or(name, default)?;
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    Err(Error::param(name, format!("Value must be a valid range between {least} and {most}")))
}
