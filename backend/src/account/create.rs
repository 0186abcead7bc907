//! `POST /account`: signing up. It makes no session.

use axum::{Json, extract::State, http::StatusCode, response::Response};

use super::{
    email::Email,
    password::{self, Password},
};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    params::{Name, NewId, Params},
    rate_limit::{self, Limit, by_address},
    users::{model::User, store},
};

const LIMIT: Limit = Limit::new("POST /account", 10, 3600);

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Response> {
    caller.need(Scope::SessionsWrite)?;
    let work = async {
        let now = backend.clock.now();
        let id = params.need::<NewId>("userId")?.or_unique(now);
        let Email(email) = params.need("email")?;
        let password: Password = params.need("password")?;
        let name = params.get::<Name>("name")?.map(|Name(name)| name).unwrap_or_default();
        let user = User {
            name,
            email: Some(email),
            password: Some(password::hash(password).await?),
            password_updated: Some(now),
            ..User::new(id, now)
        };
        let account = user.account();
        backend.db.write(move |tx| store::create(tx, &user)).await?;
        Ok((StatusCode::CREATED, Json(account)))
    };
    Ok(rate_limit::hold(&backend, &LIMIT, &caller, &by_address(&caller), work).await)
}
