//! `POST /users/{userId}/jwts`: a token that speaks for a person, and ends with the session it names, if it names one.

use appwrite::Id;
use axum::{Json, extract::State, http::StatusCode};
use serde_json::{Value, json};

use super::store;
use crate::{
    Backend,
    account::{
        jwt::{self, Claims},
        jwts::duration,
        sessions,
    },
    caller::{Caller, Scope},
    error::Result,
    params::{Ids, Params},
};

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<(StatusCode, Json<Value>)> {
    caller.need(Scope::UsersWrite)?;
    let named: String = params.or("sessionId", "recent".to_owned())?;
    let now = backend.clock.now();
    let exp = now.plus_seconds(duration(&params)?).millis() / 1000;
    let (user, sessions) = backend
        .db
        .read(move |conn| Ok((store::by_id(conn, &id)?, sessions::store::list(conn, &id, now)?)))
        .await?;
    let session = match named.as_str() {
        "recent" => sessions.last(),
        named => sessions.iter().find(|session| session.id == named),
    };
    let claims = Claims {
        user_id: user.id.to_string(),
        session_id: session.map(|session| session.id.to_string()).unwrap_or_default(),
        exp,
    };
    let jwt = jwt::sign(&claims, backend.secrets.signing());
    Ok((StatusCode::CREATED, Json(json!({ "jwt": jwt }))))
}
