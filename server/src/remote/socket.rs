//! `GET /v1/realtime`: opens a socket to the remote API as the cookie's person, and joins the two.
//!
//! As the protocol asks, the upgrade always succeeds and problems are told on the socket: a browser that is refused
//! an upgrade only tries again.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{
        State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket},
    },
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{Error, client::IntoClientRequest, handshake::client::Request, protocol::WebSocketConfig},
};

use super::{Upstream, bridge, session, session_check::SessionCheck};
use crate::layers::{own_pages::is_foreign, visitor::FORWARDED_FOR};

/// The protocol's longest frame from a client.
const LONGEST_SAID: usize = 64_000;
/// The longest event; a row is far smaller.
const LONGEST_HEARD: usize = 1024 * 1024;
/// Per socket and direction. Frames are small, and there are many sockets.
const BUFFER: usize = 4096;
const CONNECTING: Duration = Duration::from_secs(10);

/// A socket to the remote API.
pub(super) type Remote = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub(super) async fn open(
    State(upstream): State<Arc<Upstream>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let upgrade = upgrade
        .max_message_size(LONGEST_SAID)
        .max_frame_size(LONGEST_SAID)
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER);
    if is_foreign(&headers, upstream.own.as_ref()) {
        return upgrade.on_upgrade(|browser| refuse(browser, 1008, "Invalid Origin."));
    }
    let request = request(&upstream, &headers);
    let closed = upstream.closed.clone();
    let secret = session::secret(&headers);
    upgrade.on_upgrade(move |browser| async move {
        let Ok(request) = request else {
            return refuse(browser, 1008, "Session is not valid.").await;
        };
        match timeout(CONNECTING, connect(request)).await {
            Ok(Ok(remote)) => {
                let session = SessionCheck::new(move || Box::pin(is_over(upstream.clone(), secret.clone())));
                bridge::join(browser, remote, session, closed).await;
            }
            Ok(Err(cause)) => {
                tracing::warn!("no socket to the remote Appwrite: {cause}");
                refuse(browser, 1013, "The backend does not answer.").await;
            }
            Err(_) => refuse(browser, 1013, "The backend does not answer.").await,
        }
    })
}

async fn connect(request: Request) -> Result<Remote, Error> {
    let config = WebSocketConfig::default()
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_message_size(Some(LONGEST_HEARD))
        .max_frame_size(Some(LONGEST_HEARD));
    let (socket, _) = connect_async_with_config(request, Some(config), true).await?;
    Ok(socket)
}

/// The upgrade as the remote API wants it: the session as its own cookie, and no `Origin`, since we are no page.
fn request(upstream: &Upstream, headers: &HeaderMap) -> Result<Request, Error> {
    let mut request = upstream.socket.as_str().into_client_request()?;
    if let (Some(session), Ok(project)) = (session::encoded(headers), upstream.project.to_str()) {
        let cookie = format!("a_session_{}={session}", project.to_ascii_lowercase());
        request.headers_mut().insert(header::COOKIE, HeaderValue::try_from(cookie)?);
    }
    if let Some(visitor) = headers.get(FORWARDED_FOR) {
        request.headers_mut().insert(FORWARDED_FOR, visitor.clone());
    }
    Ok(request)
}

/// Whether the remote API no longer knows a session, or its person is blocked. Not, when there is none or the API does not answer.
async fn is_over(upstream: Arc<Upstream>, secret: Option<String>) -> bool {
    let Some(mut secret) = secret.and_then(|secret| HeaderValue::try_from(secret).ok()) else { return false };
    secret.set_sensitive(true);
    let question = upstream.http.get(format!("{}/account", upstream.endpoint));
    let question = question.header("x-appwrite-project", upstream.project.clone());
    let Ok(answer) = question.header("x-appwrite-session", secret).send().await else { return false };
    if answer.status().is_success() {
        return false;
    }
    let is_unknown = answer.status() == StatusCode::UNAUTHORIZED;
    // Blocking an account is said with another status.
    is_unknown || answer.json::<appwrite::wire::Error>().await.is_ok_and(|error| error.kind == "user_blocked")
}

/// Says why, as the protocol says it, and hangs up.
async fn refuse(mut browser: WebSocket, code: u16, why: &'static str) {
    let error = serde_json::json!({ "type": "error", "data": { "code": code, "message": why } });
    let close = CloseFrame { code, reason: why.into() };
    for message in [Message::Text(error.to_string().into()), Message::Close(Some(close))] {
        if browser.send(message).await.is_err() {
            return; // gone already
        }
    }
}
