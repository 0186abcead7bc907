//! Which web pages may call: those of our own host and of the registered platforms. Programs send no origin and pass.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::error::{Error, Kind};

const METHODS: &str = "GET, POST, PUT, PATCH, DELETE";
const REQUEST_HEADERS: &str = "Accept, Origin, Cookie, Set-Cookie, Content-Type, Content-Range, X-Appwrite-Project, \
    X-Appwrite-Key, X-Appwrite-Dev-Key, X-Appwrite-Locale, X-Appwrite-Mode, X-Appwrite-JWT, X-Appwrite-Organization, \
    X-Appwrite-Response-Format, X-Appwrite-Timeout, X-Appwrite-ID, X-Appwrite-Timestamp, X-Appwrite-Session, \
    X-Appwrite-Platform, X-Appwrite-Impersonate-User-Id, X-Appwrite-Impersonate-User-Email, \
    X-Appwrite-Impersonate-User-Phone, X-SDK-Version, X-SDK-Name, X-SDK-Language, X-SDK-Platform, X-SDK-GraphQL, \
    X-SDK-Profile, Range, Cache-Control, Expires, Pragma, X-Fallback-Cookies, X-Requested-With, X-Forwarded-For, \
    X-Forwarded-User-Agent";

/// The page a request says it comes from.
pub(crate) struct Origin {
    text: String,
    host: String,
}

/// The request's origin, if it names one.
pub(crate) fn of(headers: &HeaderMap) -> Option<Origin> {
    let text = headers.get(header::ORIGIN)?.to_str().ok()?.to_lowercase();
    let host = host_of(text.split_once("://").map_or(text.as_str(), |(_, rest)| rest)).to_owned();
    Some(Origin { text, host })
}

impl Origin {
    /// Whether it is our own host, or one of these platforms (`*.example.com` names every host below).
    pub(crate) fn is_allowed(&self, headers: &HeaderMap, platforms: &[String]) -> bool {
        let own = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .map(|host| host_of(host).to_lowercase());
        let alike = |one: &str, other: &str| one == other || (is_loopback(one) && is_loopback(other));
        own.is_some_and(|own| alike(&own, &self.host))
            || platforms.iter().any(|platform| match platform.strip_prefix('*') {
                Some(below) => self.host.ends_with(below),
                None => alike(platform, &self.host),
            })
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}

/// The words for an origin that may not call.
pub(crate) fn refusal(headers: &HeaderMap) -> Error {
    let host = of(headers).map(|origin| origin.host().to_owned()).unwrap_or_default();
    let message = format!(
        "Invalid Origin. Register your new client ({host}) as a new Web platform on your project console dashboard"
    );
    Error::new(Kind::UnknownOrigin, message)
}

/// The headers by which a browser lets its page read the answer.
pub(crate) fn headers(into: &mut HeaderMap, origin: Option<&Origin>) {
    let Some(value) = origin.and_then(|origin| HeaderValue::from_str(&origin.text).ok()) else {
        return;
    };
    let fixed = |name: HeaderName, value: &'static str| (name, HeaderValue::from_static(value));
    into.extend([
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, value),
        fixed(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        fixed(header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS),
        fixed(header::ACCESS_CONTROL_EXPOSE_HEADERS, "X-Appwrite-Session, X-Fallback-Cookies"),
        fixed(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true"),
        fixed(header::ACCESS_CONTROL_MAX_AGE, "86400"),
        fixed(header::VARY, "Origin"),
    ]);
}

/// The host without its port.
fn host_of(authority: &str) -> &str {
    if let Some(end) = authority.find(']') {
        return &authority[..=end];
    }
    authority.split(':').next().unwrap_or_default()
}

fn is_loopback(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}
