//! How much a request may bring, and when it is read: a form of a server function is small; a photo is read once its
//! sender is known to be signed in, and then when `app` has room for it. The backend has its own limits of size under
//! `/v1`.

use app::{AppError, state::signed_in};
use appwrite::{Client, Network};
use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;

use super::{
    big_bodies::{self, BigBodies},
    refusal::{api_refusal, refusal, refusal_with},
    visitor::FORWARDED_FOR,
};
use crate::listen::DRAIN;

/// The bucket takes 10 MiB; in base64 and with its form that is some 14 MB.
const SNAP: usize = 15_000_000;
/// The longest form is a few ids and names. Anybody may send one.
const FORM: usize = 64 * 1024;

const _: () = assert!(SNAP as u64 <= DRAIN, "who may not send a photo reads why after sending it");
const _: () = assert!(big_bodies::LARGEST as u64 <= DRAIN, "the same for the API");

/// The server function that takes photos.
const SEND_SNAP: &str = "/api/send_snap";

/// For server functions: refuses a body that says it is too long, and cuts off one that turns out to be. Of a photo
/// nothing is read before its sender's session is known to be alive. `admin` speaks with the API key.
pub(crate) async fn of_server_functions(
    State(admin): State<Client>,
    request: Request,
    next: Next,
) -> Response {
    let is_photo = request.uri().path() == SEND_SNAP;
    let most = if is_photo { SNAP } else { FORM };
    if request.body().size_hint().lower() > most as u64 {
        return refusal_with(StatusCode::PAYLOAD_TOO_LARGE, &AppError::refused("That is too large to send."));
    }
    if is_photo && let Err(error) = signed_in(&admin, request.headers()).await {
        return refusal(&error);
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

/// For the API: a body that may be large waits until there is room.
pub(crate) async fn of_the_api(State(bodies): State<BigBodies>, request: Request, next: Next) -> Response {
    // A body of unknown length may become as long as the longest.
    let most = request.body().size_hint().upper().and_then(|most| usize::try_from(most).ok());
    let most = most.unwrap_or(big_bodies::LARGEST);
    if most <= FORM {
        return next.run(request).await;
    }
    let Some(_permit) = bodies.admit(network(request.headers()), most).await else {
        let busy = api_refusal(
            StatusCode::SERVICE_UNAVAILABLE,
            "general_service_unavailable",
            "Many large requests are under way. Try again in a moment.",
        );
        return ([(header::RETRY_AFTER, big_bodies::RETRY_AFTER)], busy).into_response();
    };
    next.run(request).await
}

/// The visitor's network. [`visitor::tell`](super::visitor::tell) left one address; a call from within this process
/// has none.
fn network(headers: &HeaderMap) -> Network {
    let address = headers.get(FORWARDED_FOR).and_then(|value| value.to_str().ok());
    let address = address.and_then(|address| address.parse().ok());
    address.unwrap_or_else(|| std::net::IpAddr::from([127, 0, 0, 1]).into())
}

#[cfg(test)]
mod tests {
    use axum::{Router, middleware, routing::post};
    use tower::ServiceExt;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_large_body_that_waited_in_vain_is_refused_in_words_and_told_when_to_ask_again() {
        let bodies = BigBodies::default();
        let app = Router::new()
            .route("/", post(|| async { "read" }))
            .layer(middleware::from_fn_with_state(bodies.clone(), of_the_api));
        let ask = async |bytes: usize| {
            let mut request = Request::post("/").body(Body::from(vec![0; bytes])).unwrap();
            request.headers_mut().insert(FORWARDED_FOR, "192.0.2.1".parse().unwrap());
            app.clone().oneshot(request).await.unwrap()
        };
        let of_network = network(&HeaderMap::from_iter([(FORWARDED_FOR, "192.0.2.1".parse().unwrap())]));
        let mut under_way = vec![];
        for _ in 0..6 {
            under_way.push(bodies.admit(of_network, big_bodies::LARGEST).await.unwrap());
        }
        let refused = ask(FORM + 1).await;
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.headers()[header::RETRY_AFTER], "10");
        assert_eq!(ask(FORM).await.status(), StatusCode::OK, "a small one does not wait");
        under_way.pop();
        assert_eq!(ask(FORM + 1).await.status(), StatusCode::OK);
        assert_eq!(ask(FORM + 1).await.status(), StatusCode::OK, "and holds no room once it is answered");
    }
}
