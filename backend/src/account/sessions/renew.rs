//! `PATCH /account/sessions/{sessionId}`: its life starts again from now.

use appwrite::Id;
use axum::{Json, extract::State, response::Response};

use super::{named, open::LIFE, store};
use crate::{
    Backend,
    caller::Caller,
    error::Result,
    params::Ids,
    rate_limit::{self, Limit, by_address},
};

const LIMIT: Limit = Limit::new("PATCH /account/sessions/:sessionId", 10, 3600);

pub(in crate::account) async fn renew(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(session): Ids<Id>,
) -> Result<Response> {
    let person = caller.need_person()?;
    let work = async {
        let session = named(session, person)?;
        let (id, now) = (person.id.clone(), backend.clock.now());
        let expires = now.plus_seconds(LIFE);
        let session = backend.db.write(move |tx| store::renew(tx, &id, &session, now, expires)).await?;
        Ok(Json(session.to_json(person.session() == Some(&session.id), "")))
    };
    Ok(rate_limit::hold(&backend, &LIMIT, &caller, &by_address(&caller), work).await)
}
