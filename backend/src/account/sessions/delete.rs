//! `DELETE /account/sessions` and `DELETE /account/sessions/{sessionId}`: signing out, everywhere or in one place.

use appwrite::Id;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::{named, store};
use crate::{
    Backend,
    account::cookies::Jar,
    caller::Caller,
    error::Result,
    params::Ids,
    rate_limit::{self, Limit, by_address},
};

const LIMIT: Limit = Limit::new("DELETE /account/sessions/:sessionId", 100, 3600);
const LIMIT_ALL: Limit = Limit::new("DELETE /account/sessions", 100, 3600);

pub(in crate::account) async fn delete(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(session): Ids<Id>,
    asked: HeaderMap,
) -> Result<Response> {
    let person = caller.need_person()?;
    let work = async {
        let session = named(session, person)?;
        let is_current = person.session() == Some(&session);
        let (id, now) = (person.id.clone(), backend.clock.now());
        backend.db.write(move |tx| store::delete(tx, &id, &session, now)).await?;
        let mut response = StatusCode::NO_CONTENT.into_response();
        if is_current {
            Jar::of(&asked, &backend.config).empty(response.headers_mut())?;
        }
        Ok(response)
    };
    Ok(rate_limit::hold(&backend, &LIMIT, &caller, &by_address(&caller), work).await)
}

pub(in crate::account) async fn delete_all(
    State(backend): State<Backend>,
    caller: Caller,
    asked: HeaderMap,
) -> Result<Response> {
    let id = caller.need_person()?.id.clone();
    let work = async {
        backend.db.write(move |tx| store::delete_all(tx, &id)).await?;
        let mut response = StatusCode::NO_CONTENT.into_response();
        Jar::of(&asked, &backend.config).empty(response.headers_mut())?;
        Ok(response)
    };
    Ok(rate_limit::hold(&backend, &LIMIT_ALL, &caller, &by_address(&caller), work).await)
}
