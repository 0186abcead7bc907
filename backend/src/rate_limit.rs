//! How often one caller may ask. Keys may ask as often as they like.

use appwrite::{Network, Timestamp};
use axum::{
    Extension,
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};

mod windows;

use crate::{
    Backend,
    caller::Caller,
    error::{Error, Kind, Result},
};
use windows::{Room, Windows};

/// So many answers in so many seconds, counted from the first.
pub(crate) struct Limit {
    /// The method and the route: each limit counts for itself.
    name: &'static str,
    most: u32,
    /// Seconds.
    window: i64,
    /// Whether success starts the count afresh: only failures in a row are held against a caller.
    forgives: bool,
}

impl Limit {
    pub(crate) const fn new(name: &'static str, most: u32, window: i64) -> Self {
        Self { name, most, window, forgives: false }
    }

    pub(crate) const fn forgiving(self) -> Self {
        Self { forgives: true, ..self }
    }
}

pub(crate) struct RateLimits {
    /// None while limits are switched off.
    windows: Option<Windows>,
}

impl RateLimits {
    pub(crate) fn new(on: bool) -> Self {
        Self { windows: on.then(Windows::default) }
    }

    /// Counts one more time; whether there was room for it. For what is not answered over HTTP.
    pub(crate) fn admit(&self, limit: &Limit, who: &str, now: Timestamp) -> bool {
        let spend =
            |windows: &Windows| windows.spend(limit, windows::key(limit.name, who), now).left.is_some();
        self.windows.as_ref().is_none_or(spend)
    }
}

/// The key of a limit per network.
pub(crate) fn by_address(caller: &Caller) -> String {
    Network::from(caller.address()).to_string()
}

/// Whom to count by, where it is the address and the person.
fn by_person(caller: &Caller) -> String {
    let person = caller.user_id().map(|id| id.as_str()).unwrap_or_default();
    format!("{} {person}", by_address(caller))
}

/// Does the work if `who` may still ask for it, and says in the answer's headers how often they may ask again.
pub(crate) async fn hold<R: IntoResponse>(
    backend: &Backend,
    limit: &Limit,
    caller: &Caller,
    who: &str,
    work: impl Future<Output = Result<R>>,
) -> Response {
    let windows = match &backend.rate_limits.windows {
        Some(windows) if !caller.is_key() => windows,
        _ => return work.await.into_response(),
    };
    let key = windows::key(limit.name, who);
    let room = windows.spend(limit, key, backend.clock.now());
    let mut response = match room.left {
        Some(_) => work.await.into_response(),
        None => Error::from(Kind::RateLimitExceeded).into_response(),
    };
    if limit.forgives && response.status() == StatusCode::CREATED {
        windows.forget(key);
    }
    tell(response.headers_mut(), limit, &room);
    response
}

/// The route, held to this limit for each address and person. The later parts of an upload are counted by
/// themselves, so that they do not use up what their sender may send.
pub(crate) fn limited(limit: &'static Limit, route: MethodRouter<Backend>) -> MethodRouter<Backend> {
    let enforce = move |Extension(backend): Extension<Backend>, request: Request, next: Next| async move {
        let (mut parts, body) = request.into_parts();
        let caller = match Caller::from_request_parts(&mut parts, &backend).await {
            Ok(caller) => caller,
            Err(error) => return error.into_response(),
        };
        let who = format!("{} {}", by_person(&caller), continued(&parts.headers));
        let work = async { Ok(next.run(Request::from_parts(parts, body)).await) };
        hold(&backend, limit, &caller, &who, work).await
    };
    route.route_layer(middleware::from_fn(enforce))
}

/// The upload of which this request brings a later part; empty for everything else, also for first parts: whoever
/// begins something new is counted.
fn continued(headers: &HeaderMap) -> &str {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_later = text("content-range").is_some_and(|range| !range.starts_with("bytes 0-"));
    text("x-appwrite-id").filter(|_| is_later).unwrap_or_default()
}

fn tell(headers: &mut HeaderMap, limit: &Limit, room: &Room) {
    let seconds = room.ends.millis().div_euclid(1000);
    headers.extend([
        (HeaderName::from_static("x-ratelimit-limit"), HeaderValue::from(limit.most)),
        (HeaderName::from_static("x-ratelimit-remaining"), HeaderValue::from(room.left.unwrap_or(0))),
        (HeaderName::from_static("x-ratelimit-reset"), HeaderValue::from(seconds)),
    ]);
}
