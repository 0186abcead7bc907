//! `POST /account/sessions/email`: signing in. A wrong password and an unknown address look alike, and take as long.

use axum::{extract::State, http::HeaderMap, response::Response};

use super::{
    model::Provider,
    open::{Opening, need_nobody},
};
use crate::{
    Backend,
    account::{
        email::Email,
        password::{self, Password},
    },
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::Params,
    rate_limit::{self, FirstRefusal, Limit, by_address},
    users::store,
};

/// Attempts at one account from one network. Upstream counts by the account alone, so that anybody can lock its owner
/// out for an hour by guessing.
const LIMIT: Limit = Limit::new("POST /account/sessions/email", 10, 3600).forgiving();

pub(in crate::account) async fn email(
    State(backend): State<Backend>,
    caller: Caller,
    asked: HeaderMap,
    params: Params,
) -> Result<Response> {
    caller.need(Scope::SessionsWrite)?;
    need_nobody(&caller)?;
    let account = params.raw("email").and_then(|email| email.as_str()).unwrap_or_default().to_lowercase();
    let who = format!("{} {account}", by_address(&caller));
    let work = async {
        let Email(email) = params.need("email")?;
        let password: Password = params.need("password")?;
        let address = email.clone();
        let user = backend.db.read(move |conn| store::by_email(conn, &address)).await?;
        let hash = user.as_ref().and_then(|user| user.password.clone());
        let proved = password::verify(password.into(), hash.clone()).await?;
        if !proved && backend.rate_limits.admit_log(&by_address(&caller), backend.clock.now()) {
            let user = user.as_ref().map(|user| tracing::field::display(&user.id));
            tracing::info!(user, "sign-in failed");
        }
        let user = user.filter(|_| proved).ok_or(Kind::UserInvalidCredentials)?;
        let opening = Opening::new(Provider::Email, &caller, backend.clock.now()).with(&email);
        let open = backend.db.write(move |tx| {
            // What was proved must still hold: the account may have been changed meanwhile.
            let user = store::by_id(tx, &user.id).map_err(|_| Kind::UserInvalidCredentials)?;
            if user.password != hash {
                return Err(Kind::UserInvalidCredentials.into());
            }
            if !user.active {
                return Err(Kind::UserBlocked.into());
            }
            opening.open(tx, &user.id)
        });
        open.await?.answer(&backend, &caller, &asked)
    };
    let response = rate_limit::hold(&backend, &LIMIT, &caller, &who, work).await;
    if response.extensions().get::<FirstRefusal>().is_some() {
        let user = backend.db.read(move |conn| store::by_email(conn, &account)).await?;
        let user = user.as_ref().map(|user| tracing::field::display(&user.id));
        tracing::warn!(user, "sign-in is locked for one network");
    }
    Ok(response)
}
