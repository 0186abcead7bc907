//! A web origin: scheme, host, and a port when it is not the scheme's own.

use std::{fmt, str::FromStr, sync::Arc};

use axum::http::uri::{Authority, Uri};

/// Where a page comes from. Hosts are in lower case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub https: bool,
    authority: Arc<str>,
}

/// The text is not an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an origin such as https://chat.example.org")]
pub struct InvalidOrigin;

impl Origin {
    /// The host without its port, with every name of this machine's own loopback as `localhost`.
    pub fn host(&self) -> &str {
        host_of(&self.authority)
    }
}

/// The host of `host[:port]`, as [`Origin::host`] tells it. Upper case in it is kept.
pub fn host_of(authority: &str) -> &str {
    let port = authority.rfind(':').filter(|at| authority[at + 1..].bytes().all(|b| b.is_ascii_digit()));
    match &authority[..port.unwrap_or(authority.len())] {
        "127.0.0.1" | "[::1]" => "localhost",
        host => host,
    }
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let uri: Uri = text.parse().map_err(|_| InvalidOrigin)?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(InvalidOrigin),
        };
        let authority = uri.authority().map(Authority::as_str).ok_or(InvalidOrigin)?;
        if authority.contains('@') || !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(InvalidOrigin);
        }
        Ok(Self { https, authority: authority.to_ascii_lowercase().into() })
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.https { "https" } else { "http" }, self.authority)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host_and_nothing_more() {
        for (text, host) in [
            ("https://Chat.example", "chat.example"),
            ("http://localhost:3000", "localhost"),
            ("http://127.0.0.1:8080", "localhost"),
            ("http://[::1]:3000", "localhost"),
            ("http://[2001:db8::2]", "[2001:db8::2]"),
        ] {
            assert_eq!(text.parse::<Origin>().unwrap().host(), host);
        }
        for bad in ["", "null", "chat.example", "ftp://a", "https://a/path", "https://me@a", "https://a?q"] {
            assert_eq!(bad.parse::<Origin>(), Err(InvalidOrigin), "{bad}");
        }
    }
}
