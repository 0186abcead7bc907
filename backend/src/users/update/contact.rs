//! `PATCH /users/{userId}/email` and `…/phone`: an empty text takes the address away; a new one is not verified.

use appwrite::Id;
use axum::{Json, extract::State};
use rusqlite::Connection;
use serde_json::Value;

use super::try_set;
use crate::{
    Backend,
    account::email::Email,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::{Ids, Param, Params},
    users::{model::User, phone::Phone, store},
};

/// An address, or the empty text for none.
struct Perhaps<T>(Option<T>);

impl<T: Param> Param for Perhaps<T> {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        if value.as_str() == Some("") { Ok(Self(None)) } else { T::parse(value).map(Some).map(Self) }
    }
}

pub(in crate::users) async fn email(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let Perhaps::<Email>(email) = params.need("email")?;
    let change = |conn: &Connection, user: &mut User| {
        let email = email.map(|Email(email)| email);
        let is_new = email != user.email;
        if let Some(email) = email.as_ref().filter(|_| is_new)
            && store::email_is_taken(conn, email)?
        {
            return Err(Kind::UserEmailAlreadyExists.into());
        }
        user.email_verified = false;
        user.email = email;
        Ok(())
    };
    try_set(&backend, id, "email", change).await
}

pub(in crate::users) async fn phone(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::UsersWrite)?;
    let Perhaps::<Phone>(phone) = params.need("number")?;
    let change = |conn: &Connection, user: &mut User| {
        let phone = phone.map(|Phone(phone)| phone);
        let is_new = phone != user.phone;
        if let Some(phone) = phone.as_ref().filter(|_| is_new)
            && store::phone_is_taken(conn, phone)?
        {
            return Err(Kind::UserPhoneAlreadyExists.into());
        }
        user.phone_verified = false;
        user.phone = phone;
        Ok(())
    };
    try_set(&backend, id, "phone", change).await
}
