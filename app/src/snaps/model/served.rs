//! What `serve-snap` answers: a photograph, or one of the reasons why there is none.

use serde::Deserialize;

use pictures::Kind;

/// A photograph to look at, as an address that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    pub data_url: String,
}

/// Why a snap is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotShown {
    #[error("This snap's 24 hours are over. It is gone for everyone.")]
    Expired,
    #[error("Its sender took this snap back.")]
    Removed,
    #[error("You opened this snap already. It could be viewed once.")]
    Opened,
    #[error("There is no such snap for you.")]
    Missing,
    #[error("You seem to be offline. The snap will wait.")]
    Offline,
    #[error("Many snaps are being opened at once. Wait a moment, then try again.")]
    TooMany,
    #[error("This snap could not be opened. It is not your fault, and the snap will wait.")]
    Broken,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    content_type: String,
    base64: String,
}

/// Why the function says that a snap is gone.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Gone {
    Removed,
    Opened,
    Expired,
}

#[derive(Deserialize)]
struct Refusal {
    reason: Gone,
}

impl NotShown {
    fn gone(body: &str) -> Self {
        match serde_json::from_str::<Refusal>(body).map(|refusal| refusal.reason) {
            Ok(Gone::Removed) => Self::Removed,
            Ok(Gone::Opened) => Self::Opened,
            Ok(Gone::Expired) | Err(_) => Self::Expired,
        }
    }
}

impl Served {
    /// Reads the function's own status and body.
    pub fn read(status: u16, body: &str) -> Result<Self, NotShown> {
        match status {
            200 => {}
            410 => return Err(NotShown::gone(body)),
            401 | 403 | 404 => return Err(NotShown::Missing),
            _ => return Err(NotShown::Broken),
        }
        let body: Body = serde_json::from_str(body).map_err(|_| NotShown::Broken)?;
        let plain = body.base64.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
        match (Kind::named(&body.content_type), plain) {
            (Some(_), true) => {
                Ok(Self { data_url: format!("data:{};base64,{}", body.content_type, body.base64) })
            }
            _ => Err(NotShown::Broken),
        }
    }
}

impl NotShown {
    /// Whether asking again may help.
    pub fn may_pass(self) -> bool {
        matches!(self, Self::Offline | Self::TooMany | Self::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photograph_becomes_an_address_that_holds_it() {
        let served = Served::read(200, r#"{"contentType":"image/jpeg","base64":"/9j/4A=="}"#);
        assert_eq!(served.unwrap().data_url, "data:image/jpeg;base64,/9j/4A==");
    }

    #[test]
    fn every_refusal_has_its_own_word() {
        assert_eq!(Served::read(410, ""), Err(NotShown::Expired));
        assert_eq!(Served::read(410, r#"{"reason":"expired"}"#), Err(NotShown::Expired));
        assert_eq!(Served::read(410, r#"{"reason":"removed"}"#), Err(NotShown::Removed));
        assert_eq!(Served::read(410, r#"{"reason":"opened"}"#), Err(NotShown::Opened));
        for nobodys in [401, 404] {
            assert_eq!(Served::read(nobodys, ""), Err(NotShown::Missing));
        }
        for broken in [0, 500, 302] {
            assert_eq!(Served::read(broken, ""), Err(NotShown::Broken));
        }
    }

    #[test]
    fn what_is_no_photograph_is_never_shown() {
        for body in [
            "",
            "{}",
            r#"{"contentType":"text/html","base64":"PGI+"}"#,
            r#"{"contentType":"image/svg+xml","base64":"PHN2Zz4="}"#,
            r#"{"contentType":"image/jpeg","base64":"\" onerror="}"#,
        ] {
            assert_eq!(Served::read(200, body), Err(NotShown::Broken), "{body}");
        }
    }
}
