//! The envelope every failed request comes back in.

use serde::{Deserialize, Serialize};

/// `{message, code, type, version}`: what the API says when it refuses. `code` equals the HTTP status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message} ({kind}, {code})")]
pub struct Error {
    pub message: String,
    pub code: u16,
    /// The machine-readable name, such as `user_already_exists`.
    #[serde(rename = "type", default)]
    pub kind: String,
    #[serde(default)]
    pub version: String,
}

impl Error {
    /// Whether the API gave this machine-readable name.
    pub fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }
}
