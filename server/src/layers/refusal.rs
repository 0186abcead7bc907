//! Refusals on their way out: those of server functions get the status that goes with the error, so that logs, proxies and
//! monitors can tell them from faults of ours. Leptos answers all of them with 500.

use app::AppError;
use axum::{
    Json,
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::server_fn::error::{FromServerFnError, SERVER_FN_ERROR_HEADER};

/// The longest error: a sentence in JSON.
const LONGEST: usize = 64 * 1024;

/// What a server function would answer with this error, for a layer in front of it.
pub(crate) fn refusal(error: &AppError) -> Response {
    refusal_with(error.status(), error)
}

/// The same with a status of HTTP's own, such as 413.
pub(crate) fn refusal_with(status: StatusCode, error: &AppError) -> Response {
    let json = [(header::CONTENT_TYPE, "application/json")];
    (status, json, retry_after(error), Body::from(error.ser())).into_response()
}

/// Gives a server function's answer the status of the error in it. A form that is sent back to its page keeps its
/// redirect.
pub(crate) async fn with_status(response: Response) -> Response {
    let is_error = response.headers().contains_key(SERVER_FN_ERROR_HEADER)
        && response.status() == StatusCode::INTERNAL_SERVER_ERROR;
    if !is_error {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST).await else {
        return refusal(&AppError::Unexpected);
    };
    let error = AppError::de(bytes.clone());
    parts.status = error.status();
    parts.headers.extend(retry_after(&error));
    Response::from_parts(parts, Body::from(bytes))
}

fn retry_after(error: &AppError) -> HeaderMap {
    let seconds = match error {
        AppError::TooMany(wait) => Some(wait.as_seconds().get()),
        _ => None,
    };
    seconds.map(|seconds| (header::RETRY_AFTER, seconds.into())).into_iter().collect()
}

/// An error in the shape the API gives its own.
pub(crate) fn api_refusal(status: StatusCode, kind: &str, message: &str) -> Response {
    let error = appwrite::wire::Error {
        message: message.into(),
        code: status.as_u16(),
        kind: kind.into(),
        version: String::new(),
    };
    (status, Json(error)).into_response()
}
