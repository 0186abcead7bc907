//! `PATCH /users/{userId}/…`: what a key can change about a person. Each answers with the person as they are now.

mod contact;
mod password;

pub(super) use contact::{email, phone};
pub(super) use password::password;

use appwrite::Id;
use axum::{Json, extract::State};
use rusqlite::Connection;
use serde_json::Value;

use super::{model::User, store};
use crate::{
    Backend,
    account::prefs::Prefs,
    caller::{Caller, Scope},
    error::{Error, Result},
    params::{Ids, Param, Params},
};

/// A name that may be empty: up to 128 characters.
pub(super) struct AnyName(pub(super) String);

impl Param for AnyName {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        match value.as_str() {
            Some(text) if text.chars().count() <= 128 => Ok(Self(text.to_owned())),
            _ => Err("Value must be a valid string and no longer than 128 chars.".into()),
        }
    }
}

pub(super) async fn name(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let AnyName(name) = params.need("name")?;
    set(&backend, id, "name", |user| user.name = name).await
}

pub(super) async fn status(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let active = params.need("status")?;
    set(&backend, id, "status", move |user| user.active = active).await
}

pub(super) async fn email_verification(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let verified = params.need("emailVerification")?;
    set(&backend, id, "verification", move |user| user.email_verified = verified).await
}

pub(super) async fn phone_verification(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let verified = params.need("phoneVerification")?;
    set(&backend, id, "verification", move |user| user.phone_verified = verified).await
}

pub(super) async fn labels(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let given: Vec<String> = params.need("labels")?;
    let is_label =
        |label: &String| (1..=36).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphanumeric());
    if given.len() > 1000 || !given.iter().all(is_label) {
        let rule = "At most 1000 labels of 1 to 36 letters and digits each.";
        return Err(Error::param("labels", rule));
    }
    let mut labels: Vec<String> = vec![];
    for label in given {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    set(&backend, id, "labels", |user| user.labels = labels).await
}

/// Answers with the preferences alone.
pub(super) async fn prefs(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let Prefs(prefs) = params.need("prefs")?;
    let Json(mut user) = set(&backend, id, "prefs", |user| user.prefs = prefs).await?;
    Ok(Json(user["prefs"].take()))
}

async fn set(
    backend: &Backend,
    id: Id,
    attribute: &'static str,
    change: impl FnOnce(&mut User) + Send + 'static,
) -> Result<Json<Value>> {
    let change = |_: &Connection, user: &mut User| {
        change(user);
        Ok(())
    };
    try_set(backend, id, attribute, change).await
}

async fn try_set(
    backend: &Backend,
    id: Id,
    attribute: &'static str,
    change: impl FnOnce(&Connection, &mut User) -> Result<()> + Send + 'static,
) -> Result<Json<Value>> {
    let now = backend.clock.now();
    let user = backend.db.write(move |tx| store::change(tx, &id, attribute, now, change)).await?;
    Ok(Json(user.user()))
}
