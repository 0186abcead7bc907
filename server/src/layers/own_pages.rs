//! Cookies ride along with whatever a browser sends us, so requests that carry them are taken from our own pages
//! only. A request that no browser page made (no `Origin`, no `Sec-Fetch-Site`) carries no one's cookies unawares.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::config::{Origin, host_of};

/// Refuses what another site's page asks us to change.
pub(crate) async fn only(State(own): State<Option<Origin>>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && is_foreign(request.headers(), own.as_ref()) {
        return (StatusCode::FORBIDDEN, "This form belongs to another site.").into_response();
    }
    next.run(request).await
}

/// Whether a page of another site made this request. Hosts are compared as Appwrite compares them: by name alone,
/// since cookies are not kept apart by port either.
pub(crate) fn is_foreign(headers: &HeaderMap, own: Option<&Origin>) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = headers.get(header::ORIGIN) else {
        return text(header::HeaderName::from_static("sec-fetch-site")) == Some("cross-site");
    };
    let Some(origin) = origin.to_str().ok().and_then(|text| text.parse::<Origin>().ok()) else {
        return true; // `null`, or no web page at all
    };
    let called = text(header::HOST).map(|host| host_of(host).to_ascii_lowercase());
    called.as_deref() != Some(origin.host()) && own.map(Origin::host) != Some(origin.host())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn foreign(said: &[(&'static str, &'static str)]) -> bool {
        let header = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        is_foreign(&said.iter().map(header).collect(), Some(&"https://chat.example".parse().unwrap()))
    }

    #[test]
    fn our_own_pages_and_plain_programs_are_welcome() {
        assert!(!foreign(&[("host", "localhost:3000"), ("origin", "http://localhost:3000")]));
        assert!(!foreign(&[("host", "127.0.0.1:3000"), ("origin", "http://localhost:8080")]));
        assert!(!foreign(&[("host", "10.0.0.4"), ("origin", "https://chat.example")]));
        assert!(!foreign(&[("host", "localhost:3000")]));
        assert!(!foreign(&[("host", "localhost:3000"), ("sec-fetch-site", "same-origin")]));
    }

    #[test]
    fn other_sites_are_not() {
        assert!(foreign(&[("host", "localhost:3000"), ("origin", "https://evil.example")]));
        assert!(foreign(&[("host", "localhost:3000"), ("origin", "null")]));
        assert!(foreign(&[("host", "localhost:3000"), ("sec-fetch-site", "cross-site")]));
        assert!(foreign(&[("host", "chat.example.evil.example"), ("origin", "https://a.example")]));
    }
}
