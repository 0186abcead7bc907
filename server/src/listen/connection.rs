//! One connection, from its first byte to its last answer or its upgrade.

use std::{
    convert::Infallible, future::poll_fn, net::SocketAddr, pin::pin, sync::Arc, task::Poll, time::Duration,
};

use appwrite::Network;
use axum::{
    body::Body,
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderValue, StatusCode, Version, header},
    response::{IntoResponse, Response},
};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::conn::auto::Builder,
};
use tokio::{sync::watch, time::sleep};
use tower::ServiceExt;

use super::{
    Shared,
    activity::Activity,
    body::{Answer, Arrival, Call, Paced},
    limits::Limits,
    registry::Admission,
    stream::{Io, Stream},
    streams::Streams,
    visitors::Visit,
};
use crate::layers::visitor;

/// Bytes of the longest head, and of what is kept of an answer that the client does not take.
const BUFFER: usize = 64 * 1024;
/// HTTP/2: requests at once over one connection. Browsers speak it through a proxy alone.
const STREAMS: u32 = 100;
/// HTTP/2: how often a connection is asked for a sign of life, and how long that may take.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

/// Serves one connection until it ends, keeps us waiting too long, or has to give way to another.
pub(super) async fn run(
    io: impl Io,
    peer: SocketAddr,
    admission: Admission,
    shared: Arc<Shared>,
    mut stopping: watch::Receiver<bool>,
) {
    let activity = Arc::new(Activity::new(admission, shared.limits));
    let service = service_fn(|request| answer(request, peer, &shared, &activity));
    let io = TokioIo::new(Stream::new(io, Arc::clone(&activity)));
    let builder = builder(shared.limits);
    let mut connection = pin!(builder.serve_connection_with_upgrades(io, service));
    let evicted = activity.admission.evicted();
    let mut evicted = pin!(evicted.notified());
    let mut stopped = pin!(async { drop(stopping.wait_for(|stopping| *stopping).await) });
    let mut is_stopping = false;
    let mut overdue = pin!(sleep(shared.limits.head));
    poll_fn(|cx| {
        if connection.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        if !is_stopping && stopped.as_mut().poll(cx).is_ready() {
            is_stopping = true;
            connection.as_mut().graceful_shutdown();
            if connection.as_mut().poll(cx).is_ready() {
                return Poll::Ready(());
            }
        }
        if evicted.as_mut().poll(cx).is_ready() {
            activity.abandon();
            return Poll::Ready(());
        }
        // What it does changes only while it is polled, so this is the deadline until it is polled again.
        let Some(deadline) = activity.deadline() else { return Poll::Pending };
        if overdue.deadline() != deadline {
            overdue.as_mut().reset(deadline);
        }
        overdue.as_mut().poll(cx).map(|()| activity.abandon())
    })
    .await;
}

fn builder(limits: Limits) -> Builder<Streams> {
    let mut builder = Builder::new(Streams(limits));
    // The deadlines of heads and of silence are `Activity`'s: hyper has one time-out for both.
    builder.http1().timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(BUFFER);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(SIGN_OF_LIFE)
        .keep_alive_timeout(SIGN_OF_LIFE)
        .max_concurrent_streams(STREAMS)
        .max_send_buf_size(BUFFER);
    builder
}

/// One request. What is asked of `activity` before the first await happens while the connection is polled.
fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    shared: &Arc<Shared>,
    activity: &Arc<Activity>,
) -> impl Future<Output = Result<Response<Answer>, Infallible>> + Send + use<> {
    let (version, arrival) = (request.version(), Arrival::default());
    activity.begins(version, &arrival);
    let visit = visit(request.headers(), peer, shared);
    let call = Call::new(activity, None);
    let (shared, activity) = (Arc::clone(shared), Arc::clone(activity));
    async move {
        let mut call = call;
        let mut request = request.map(|body| Body::new(Paced::new(body, &shared.limits, arrival.clone())));
        let mut response = match visit {
            Ok(visit) => {
                call.visit = visit;
                request.extensions_mut().insert(ConnectInfo(peer));
                request.extensions_mut().insert(arrival.clone());
                let Ok(response) = shared.app.clone().oneshot(request).await;
                response
            }
            Err(TooMany) => {
                drop(request);
                too_many()
            }
        };
        if version != Version::HTTP_2 && arrival.unread() > BUFFER as u64 {
            // Its rest is dropped, so nothing else can follow it. A short rest may be here already.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        if response.status() == StatusCode::SWITCHING_PROTOCOLS {
            activity.upgrades(call.visit.take());
        }
        Ok(response.map(|body| Answer::new(body, call)))
    }
}

/// The visitor's network has as many requests and sockets as it may.
struct TooMany;

/// Behind a proxy, the request is counted by its visitor's address; else its connection is already.
fn visit(headers: &HeaderMap, peer: SocketAddr, shared: &Shared) -> Result<Option<Visit>, TooMany> {
    if shared.proxies == 0 {
        return Ok(None);
    }
    let address = visitor::address(headers, Some(peer.ip()), shared.proxies).unwrap_or(peer.ip());
    shared.visitors.enter(Network::from(address)).map(Some).ok_or(TooMany)
}

fn too_many() -> Response {
    let retry = [(header::RETRY_AFTER, "10"), (header::CACHE_CONTROL, "no-store")];
    let words = "Too many requests from your network are under way. Try again in a moment.";
    (StatusCode::SERVICE_UNAVAILABLE, retry, words).into_response()
}
