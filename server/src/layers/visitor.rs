//! The visitor's address. Past [`tell`] the header `x-forwarded-for` holds exactly that one address, whatever the
//! request said before, so that everything behind it can trust the header. Server functions find it as
//! [`VisitorAddress`].

use std::net::{IpAddr, SocketAddr};

use app::state::VisitorAddress;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};

pub(crate) const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// `proxies` is how many reverse proxies of ours stand in front.
pub(crate) async fn tell(State(proxies): State<usize>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get().map(|ConnectInfo(peer): &ConnectInfo<SocketAddr>| peer.ip());
    let visitor = visitor(request.headers(), peer, proxies);
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
fn visitor(headers: &HeaderMap, peer: Option<IpAddr>, proxies: usize) -> Option<IpAddr> {
    let Some(behind) = proxies.checked_sub(1) else { return peer };
    let said: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let entry = said.iter().rev().nth(behind).and_then(|entry| entry.trim().parse().ok());
    entry.or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(said: &'static str, proxies: usize) -> String {
        let headers = HeaderMap::from_iter([(FORWARDED_FOR, HeaderValue::from_static(said))]);
        visitor(&headers, Some([10, 0, 0, 1].into()), proxies).unwrap().to_string()
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
}
