//! The session secret: what a cookie holds. One opaque string to everybody but us.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};

/// Who a session is of, and the token that proves it. Only the token's digest is stored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SessionSecret {
    #[serde(rename = "id")]
    pub(crate) user: String,
    pub(crate) secret: String,
}

impl SessionSecret {
    /// Reads the string, URL-encoded or not, as cookies and headers carry it. Anything else is nobody's.
    pub(crate) fn decode(text: &str) -> Option<Self> {
        let plain = text.replace("%3D", "=").replace("%3d", "=").replace("%2B", "+").replace("%2b", "+");
        let plain = plain.replace("%2F", "/").replace("%2f", "/");
        let json = STANDARD.decode(plain).ok()?;
        serde_json::from_slice(&json).ok()
    }

    pub(crate) fn encode(&self) -> String {
        STANDARD.encode(serde_json::json!({ "id": self.user, "secret": self.secret }).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_cookies_and_headers() {
        let secret = SessionSecret { user: "u-alice".into(), secret: "ab".repeat(128) };
        let text = secret.encode();
        assert!(SessionSecret::decode(&text).as_ref() == Some(&secret));
        assert!(
            SessionSecret::decode(&text.replace('=', "%3D").replace('+', "%2B").replace('/', "%2F"))
                == Some(secret)
        );
        assert!(SessionSecret::decode("deleted").is_none());
    }
}
