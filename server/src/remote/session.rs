//! The session in the browser's cookie. Other credentials a client may send are never looked at, so none is
//! passed on.

use app::ids::SESSION_COOKIE;
use axum::http::{HeaderMap, header};

/// The cookie's value as the browser sent it, still URL-encoded.
pub(super) fn encoded(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == SESSION_COOKIE && !value.is_empty()).then_some(value))
}

/// The session's secret.
pub(super) fn secret(headers: &HeaderMap) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(encoded(headers)?);
    decoded.decode_utf8().ok().map(|secret| secret.into_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_our_own_cookie_is_a_session() {
        let said = |line| HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(line))]);
        assert_eq!(secret(&said("a=b; a_session_appchat=eyJ%2Bx%3D%3D")), Some("eyJ+x==".into()));
        assert_eq!(secret(&said("a_session_other=x; a_session_appchat_legacy=y")), None);
        assert_eq!(secret(&said("a_session_appchat=")), None);
    }
}
