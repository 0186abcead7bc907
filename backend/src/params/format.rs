//! Which shape of answer the caller's SDK was written for.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};

use crate::Backend;

/// The response format a caller announced. The newest, when none or none that is understood is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Format(u16, u16, u16);

impl Format {
    pub(crate) const NEWEST: Self = Self(u16::MAX, 0, 0);

    /// Whether the caller expects what was answered before this version changed it.
    pub(crate) fn before(self, major: u16, minor: u16) -> bool {
        self < Self(major, minor, 0)
    }

    /// The format these headers announce.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let named = headers.get("x-appwrite-response-format").and_then(|value| value.to_str().ok());
        named.and_then(Self::parse).unwrap_or(Self::NEWEST)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('.').map(|part| part.parse().ok());
        match (parts.next()??, parts.next()??, parts.next()??, parts.next()) {
            (major, minor, patch, None) => Some(Self(major, minor, patch)),
            _ => None,
        }
    }
}

impl FromRequestParts<Backend> for Format {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Backend) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_compare_as_versions_and_nonsense_means_the_newest() {
        assert_eq!(Format::parse("1.10.0"), Some(Format(1, 10, 0)));
        assert!(Format(1, 10, 0) > Format(1, 9, 5));
        assert!(Format(1, 9, 5).before(2, 0) && !Format(2, 0, 0).before(2, 0));
        assert!(!Format::NEWEST.before(2, 0));
        for nonsense in ["", "2", "two.0.0", "1.2.3.4", "-1.0.0"] {
            assert_eq!(Format::parse(nonsense), None, "{nonsense}");
        }
    }
}
