//! `POST /account/jwts`: a token by which another program can speak for the caller for a while.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use serde_json::json;

use super::jwt::{self, Claims};
use crate::{
    Backend,
    caller::{Caller, Proof},
    error::{Kind, Result},
    params::Params,
    rate_limit::{self, Limit},
};

const LIMIT: Limit = Limit::new("POST /account/jwts", 120, 60);

pub(super) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    params: Params,
) -> Result<Response> {
    let person = caller.need_person()?;
    let work = async {
        let Proof::Session(session) = &person.proof else {
            return Err(Kind::UserJwtCreationDenied.into());
        };
        let claims = Claims {
            user_id: person.id.to_string(),
            session_id: session.to_string(),
            exp: backend.clock.now().plus_seconds(duration(&params)?).millis() / 1000,
        };
        let jwt = jwt::sign(&claims, backend.secrets.signing());
        Ok((StatusCode::CREATED, Json(json!({ "jwt": jwt }))))
    };
    Ok(rate_limit::hold(&backend, &LIMIT, &caller, person.id.as_str(), work).await)
}

/// How long a token lasts, in seconds: what is asked for, up to an hour; else 15 minutes.
pub(crate) fn duration(params: &Params) -> Result<i64> {
    params.within("duration", 900, 0..=3600)
}
