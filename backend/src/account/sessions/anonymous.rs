//! `POST /account/sessions/anonymous`: somebody new, who says nothing of themselves yet.

use appwrite::Id;
use axum::{extract::State, http::HeaderMap, response::Response};

use super::{
    model::Provider,
    open::{Opening, need_nobody},
};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
    rate_limit::{self, Limit, by_address},
    users::{model::User, store},
};

const LIMIT: Limit = Limit::new("POST /account/sessions/anonymous", 50, 3600);

pub(in crate::account) async fn anonymous(
    State(backend): State<Backend>,
    caller: Caller,
    asked: HeaderMap,
) -> Result<Response> {
    caller.need(Scope::SessionsWrite)?;
    need_nobody(&caller)?;
    let work = async {
        let now = backend.clock.now();
        let opening = Opening::new(Provider::Anonymous, &caller, now);
        let open = backend.db.write(move |tx| {
            let user = User::new(Id::unique(now), now);
            store::create(tx, &user)?;
            opening.open(tx, &user.id)
        });
        open.await?.answer(&backend, &caller, &asked)
    };
    Ok(rate_limit::hold(&backend, &LIMIT, &caller, &by_address(&caller), work).await)
}
