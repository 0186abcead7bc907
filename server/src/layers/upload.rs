//! How much a request may bring, and when it is read: a form of a server function is small; a photo is read once its
//! sender is known to be signed in and there is room for it. The backend has its own limits of size under `/v1`.

use app::{AppError, state::signed_in};
use appwrite::{Client, Network};
use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    middleware::Next,
    response::Response,
};
use http_body_util::Limited;

use super::{
    big_bodies::BigBodies,
    refusal::{api_refusal, refusal, refusal_with},
    visitor::FORWARDED_FOR,
};

/// The bucket takes 10 MiB; in base64 and with its form that is some 14 MB.
const SNAP: usize = 15_000_000;
/// The longest form is a few ids and names. Anybody may send one.
const FORM: usize = 64 * 1024;

/// The server function that takes photos.
const SEND_SNAP: &str = "/api/send_snap";

/// What is needed to let a photo in.
#[derive(Clone)]
pub(crate) struct Photos {
    /// Speaks with the API key.
    client: Client,
    bodies: BigBodies,
}

impl Photos {
    pub(crate) fn new(client: Client) -> Self {
        Self { client, bodies: BigBodies::default() }
    }
}

/// For server functions: refuses a body that says it is too long, and cuts off one that turns out to be. Of a photo
/// nothing is read before its sender's session is known to be alive.
pub(crate) async fn of_server_functions(
    State(photos): State<Photos>,
    request: Request,
    next: Next,
) -> Response {
    let is_photo = request.uri().path() == SEND_SNAP;
    let most = if is_photo { SNAP } else { FORM };
    if request.body().size_hint().lower() > most as u64 {
        return refusal_with(StatusCode::PAYLOAD_TOO_LARGE, &AppError::refused("That is too large to send."));
    }
    let _permit = if is_photo {
        if let Err(error) = signed_in(&photos.client, request.headers()).await {
            return refusal(&error);
        }
        let Some(permit) = photos.bodies.admit(network(request.headers())).await else {
            let busy = AppError::refused("Many photos are being sent right now. Try again in a moment.");
            return refusal_with(StatusCode::SERVICE_UNAVAILABLE, &busy);
        };
        Some(permit)
    } else {
        None
    };
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

/// For the API: a body that may be large waits until there is room.
pub(crate) async fn of_the_api(State(bodies): State<BigBodies>, request: Request, next: Next) -> Response {
    let is_small = request.body().size_hint().upper().is_some_and(|most| most <= FORM as u64);
    let permit = if is_small { None } else { bodies.admit(network(request.headers())).await };
    if !is_small && permit.is_none() {
        return api_refusal(
            StatusCode::SERVICE_UNAVAILABLE,
            "general_service_unavailable",
            "Many large requests are under way. Try again in a moment.",
        );
    }
    next.run(request).await
}

/// The visitor's network. [`visitor::tell`](super::visitor::tell) left one address; a call from within this process
/// has none.
fn network(headers: &HeaderMap) -> Network {
    let address = headers.get(FORWARDED_FOR).and_then(|value| value.to_str().ok());
    let address = address.and_then(|address| address.parse().ok());
    address.unwrap_or_else(|| std::net::IpAddr::from([127, 0, 0, 1]).into())
}
