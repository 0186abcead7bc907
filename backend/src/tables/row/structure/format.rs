//! Formats that narrow a text column.

use crate::config::ColumnSpec;

/// What a text must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format<'a> {
    Email,
    Url,
    Ip,
    Enum(&'a [String]),
}

impl<'a> Format<'a> {
    /// The column's format, if it has one.
    pub(crate) fn of(spec: &'a ColumnSpec) -> Option<Self> {
        match spec.format.as_deref()? {
            "email" => Some(Self::Email),
            "url" => Some(Self::Url),
            "ip" => Some(Self::Ip),
            "enum" => Some(Self::Enum(&spec.elements)),
            _ => None,
        }
    }

    /// Refuses a text of another form, saying what would do.
    pub(super) fn check(self, text: &str) -> Result<(), String> {
        let (fits, rule) = match self {
            Self::Email => (is_email(text), "Value must be a valid email address".to_owned()),
            Self::Url => (is_url(text), "Value must be a valid URL".to_owned()),
            Self::Ip => (text.parse::<std::net::IpAddr>().is_ok(), "Value must be a valid IP address".into()),
            Self::Enum(elements) => (
                elements.iter().any(|element| element == text),
                format!("Value must be one of ({})", elements.join(", ")),
            ),
        };
        if fits { Ok(()) } else { Err(rule) }
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && !part.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
    };
    plain(local) && local.len() <= 64 && plain(host) && host.len() <= 253
}

fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        && !host.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_other_text() {
        let fits = |format: Format<'_>, text: &str| format.check(text).is_ok();
        assert!(fits(Format::Email, "ana@example.com"));
        for bad in ["", "ana", "@example.com", "ana@", "a b@example.com", ".ana@example.com", "a@@b"] {
            assert!(!fits(Format::Email, bad), "{bad}");
        }
        assert!(fits(Format::Url, "https://example.com/a?b#c"));
        for bad in ["", "example.com", "https://", "1http://x", "http://a b"] {
            assert!(!fits(Format::Url, bad), "{bad}");
        }
        assert!(fits(Format::Ip, "127.0.0.1") && fits(Format::Ip, "::1") && !fits(Format::Ip, "1.2.3"));
        let two = ["a".to_owned(), "b".to_owned()];
        assert!(fits(Format::Enum(&two), "a") && !fits(Format::Enum(&two), "c"));
    }
}
