//! `/v1` when the backend is elsewhere: the calls a browser makes of its own are passed on with the cookie's
//! session, and no others. What the app's server functions do goes to the remote API directly, not through here.

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use tokio::sync::watch;

use crate::{
    config::{Origin, Remote},
    layers::refusal::api_refusal,
};

mod account_events;
mod bridge;
mod pass_on;
mod session;
mod session_check;
mod socket;
mod upstream;

pub(crate) use upstream::InvalidEndpoint;
use upstream::Upstream;

/// The calls that are passed on. `closed` turns true when this process stops.
pub(crate) fn routes(
    remote: &Remote,
    own: Option<Origin>,
    closed: watch::Receiver<bool>,
) -> Result<Router, InvalidEndpoint> {
    let upstream = Upstream::new(remote, own, closed)?;
    let calls = Router::new()
        .route("/realtime", get(socket::open))
        .route("/functions/serve-snap/executions", post(pass_on::call))
        .route("/presences", get(pass_on::call))
        .route("/avatars/initials", get(pass_on::picture))
        .route("/ping", get(pass_on::call))
        .fallback(no_such_route)
        .method_not_allowed_fallback(no_such_route)
        .with_state(Arc::new(upstream));
    Ok(Router::new().nest("/v1", calls))
}

async fn no_such_route() -> Response {
    api_refusal(
        StatusCode::NOT_FOUND,
        "general_route_not_found",
        "Route not found. Please ensure the endpoint is configured correctly and that the API route is valid.",
    )
}
