//! The visitor's address, and whether they came by https. Past [`tell`] the header `x-forwarded-for` holds exactly that
//! one address, and `x-forwarded-proto` is `https` or absent, whatever the request said before, so that everything
//! behind it can trust both. Server functions find the address as [`VisitorAddress`].

use std::net::{IpAddr, SocketAddr};

use app::state::VisitorAddress;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};

pub(crate) const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

pub(crate) const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const HTTPS: HeaderValue = HeaderValue::from_static("https");

/// What is known of how requests come here.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    /// How many reverse proxies of ours stand in front.
    pub(crate) proxies: usize,
    /// People reach us by https, whatever a proxy says.
    pub(crate) https: bool,
}

pub(crate) async fn tell(State(way): State<Way>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get().map(|ConnectInfo(peer): &ConnectInfo<SocketAddr>| peer.ip());
    let visitor = address(request.headers(), peer, way.proxies);
    let https = way.https || is_https(request.headers(), way.proxies);
    request.headers_mut().remove(FORWARDED_PROTO);
    if https {
        request.headers_mut().insert(FORWARDED_PROTO, HTTPS);
    }
    request.headers_mut().remove(FORWARDED_FOR);
    if let Some(visitor) = visitor.map(|ip| ip.to_canonical().to_string()) {
        if let Ok(value) = HeaderValue::try_from(&visitor) {
            request.headers_mut().insert(FORWARDED_FOR, value);
        }
        request.extensions_mut().insert(VisitorAddress(visitor.into()));
    }
    next.run(request).await
}

/// Each proxy appends the address it was called from, so only the last `proxies` entries were written by ours;
/// whatever stands before them is the visitor's own claim.
pub(crate) fn address(headers: &HeaderMap, peer: Option<IpAddr>, proxies: usize) -> Option<IpAddr> {
    let Some(behind) = proxies.checked_sub(1) else { return peer };
    let said = entries(headers, &FORWARDED_FOR);
    let entry = said.iter().rev().nth(behind).and_then(|entry| entry.parse().ok());
    entry.or(peer)
}

/// Whether the nearest proxy was called by https, as far as there is one. It either replaces what the header said or
/// appends to it, so only the last entry is its own.
fn is_https(headers: &HeaderMap, proxies: usize) -> bool {
    proxies > 0
        && entries(headers, &FORWARDED_PROTO).last().is_some_and(|entry| entry.eq_ignore_ascii_case("https"))
}

fn entries<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a str> {
    let lines = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(said: &'static str, proxies: usize) -> String {
        let headers = HeaderMap::from_iter([(FORWARDED_FOR, HeaderValue::from_static(said))]);
        address(&headers, Some([10, 0, 0, 1].into()), proxies).unwrap().to_string()
    }

    #[test]
    fn without_a_proxy_nobody_can_claim_another_address() {
        assert_eq!(seen("203.0.113.9", 0), "10.0.0.1");
    }

    #[test]
    fn behind_proxies_only_what_they_wrote_counts() {
        assert_eq!(seen("198.51.100.7, 203.0.113.9", 1), "203.0.113.9");
        assert_eq!(seen("198.51.100.7, 203.0.113.9, 10.0.0.2", 2), "203.0.113.9");
        assert_eq!(seen("nonsense", 1), "10.0.0.1");
        assert_eq!(seen("203.0.113.9", 2), "10.0.0.1");
    }

    fn https(said: &[&'static str], proxies: usize) -> bool {
        let mut headers = HeaderMap::new();
        for line in said {
            headers.append(FORWARDED_PROTO, HeaderValue::from_static(line));
        }
        is_https(&headers, proxies)
    }

    #[test]
    fn only_a_proxy_says_that_a_visitor_came_by_https() {
        assert!(!https(&["https"], 0), "a client can claim it");
        assert!(https(&["https"], 1) && https(&["HTTPS"], 2));
        assert!(!https(&["http"], 1) && !https(&[], 1));
        assert!(!https(&["https", "http"], 1) && !https(&["https, http"], 1), "the proxy's word is the last");
    }
}
