//! Headers that tell a browser what it may do with an answer. Those of pages and files are not put on `/v1`, whose
//! answers are Appwrite's in every header; that the host is reached by https alone holds for every answer.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::visitor;

/// What a browser is told with everything but the API. Anything set further in stays as it was set.
const PAGES: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Forms that work without script come back to the page in `Referer`; other sites learn nothing.
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // For what is no page: opened by itself, it can do nothing. Initials are SVG with styles in them.
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    ),
];

/// A year of https, over https. One answer's promise replaces the one before, so all make the same.
const ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// For everything but the API.
pub(crate) async fn of_pages(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in PAGES {
        set_default(response.headers_mut(), name, value);
    }
    response
}

/// For everything: to a visitor who came by https, the promise that it stays so. Past [`visitor::tell`] the request
/// says how they came.
pub(crate) async fn of_the_host(request: Request, next: Next) -> Response {
    let https = request.headers().contains_key(visitor::FORWARDED_PROTO);
    let mut response = next.run(request).await;
    if https {
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, ONLY_HTTPS);
    }
    response
}

pub(super) fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
