//! `POST /users`.

use axum::{Json, extract::State, http::StatusCode};
use serde_json::Value;

use super::{model::User, phone::Phone, store, update::AnyName};
use crate::{
    Backend,
    account::{
        email::Email,
        password::{self, Password},
    },
    caller::{Caller, Scope},
    error::Result,
    params::{NewId, Params},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::UsersWrite)?;
    let now = backend.clock.now();
    let id = params.need::<NewId>("userId")?.or_unique(now);
    let email: Option<Email> = params.get("email")?;
    let phone: Option<Phone> = params.get("phone")?;
    let password: Option<Password> = params.get("password")?;
    let name: Option<AnyName> = params.get("name")?;
    let user = User {
        name: name.map(|AnyName(name)| name).unwrap_or_default(),
        email: email.map(|Email(email)| email),
        phone: phone.map(|Phone(phone)| phone),
        password_updated: password.as_ref().map(|_| now),
        password: match password {
            Some(password) => Some(password::hash(password).await?),
            None => None,
        },
        ..User::new(id, now)
    };
    let shown = user.user();
    backend.db.write(move |tx| store::create(tx, &user)).await?;
    Ok((StatusCode::CREATED, Json(shown)))
}
