//! How much a server function may be sent: a photograph where one is expected, a form everywhere else. The
//! backend has its own limits under `/v1`.

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;

/// The bucket takes 10 MiB; in base64 and with its form that is some 14 MB.
const SNAP: usize = 15_000_000;
/// The longest form is a few ids and names.
const FORM: usize = 64 * 1024;

/// Refuses a body that says it is too long, and cuts off one that turns out to be.
pub(crate) async fn limit(request: Request, next: Next) -> Response {
    let most = if request.uri().path().starts_with("/api/send_snap") { SNAP } else { FORM };
    if request.body().size_hint().lower() > most as u64 {
        return (StatusCode::PAYLOAD_TOO_LARGE, "That is too large to send.").into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}
