//! `POST /account/sessions/token`: signing in once with a token that a key made.

use appwrite::Id;
use axum::{extract::State, http::HeaderMap, response::Response};

use super::{
    model::Provider,
    open::{Opening, need_nobody},
};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Kind, Result},
    params::Params,
    rate_limit::{self, Limit, by_address},
    secrets::digest,
    users::{store, tokens},
};

const LIMIT: Limit = Limit::new("POST /account/sessions/token", 10, 3600);

pub(in crate::account) async fn token(
    State(backend): State<Backend>,
    caller: Caller,
    asked: HeaderMap,
    params: Params,
) -> Result<Response> {
    caller.need(Scope::SessionsWrite)?;
    need_nobody(&caller)?;
    let person = params.raw("userId").and_then(|id| id.as_str()).unwrap_or_default();
    let who = format!("{} {person}", by_address(&caller));
    let work = async {
        let id: Id = params.need("userId")?;
        let secret: String = params.need("secret")?;
        let now = backend.clock.now();
        let opening = Opening::new(Provider::Token, &caller, now);
        let open = backend.db.write(move |tx| {
            tokens::store::redeem(tx, &id, &digest(&secret), now)?;
            if !store::by_id(tx, &id)?.active {
                return Err(Kind::UserBlocked.into());
            }
            opening.open(tx, &id)
        });
        open.await?.answer(&backend, &caller, &asked)
    };
    Ok(rate_limit::hold(&backend, &LIMIT, &caller, &who, work).await)
}
