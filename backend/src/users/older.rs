//! People as programs written before 1.9 know them: without a word on impersonation. Only such programs pay for the
//! rewriting; everybody else's answers pass untouched.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::{error::Error, params::Format};

const UNKNOWN_BEFORE: [&str; 2] = ["impersonator", "impersonatorUserId"];

/// A layer for routes that answer with people.
pub(crate) async fn shape(request: Request, next: Next) -> Response {
    let is_older = Format::of(request.headers()).before(1, 9);
    let response = next.run(request).await;
    let is_json = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    if !is_older || !is_json {
        return response;
    }
    let (parts, body) = response.into_parts();
    // The answer is our own, so it has no limit that its making did not have.
    let body = match to_bytes(body, usize::MAX).await {
        Ok(body) => body,
        Err(cause) => return Error::internal(cause).into_response(),
    };
    let body = match serde_json::from_slice::<Value>(&body) {
        Ok(mut answer) => {
            forget(&mut answer);
            Body::from(answer.to_string())
        }
        Err(_) => Body::from(body),
    };
    Response::from_parts(parts, body)
}

fn forget(answer: &mut Value) {
    if let Some(Value::Array(users)) = answer.get_mut("users") {
        users.iter_mut().for_each(forget);
    }
    // Somebody's preferences may say what they like.
    let is_person = answer.get("$id").is_some() && answer.get("registration").is_some();
    if let Some(person) = answer.as_object_mut().filter(|_| is_person) {
        UNKNOWN_BEFORE.iter().for_each(|name| drop(person.remove(*name)));
    }
}
