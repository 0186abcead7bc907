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

    /// The parameter whose value was refused. The API names it in its message alone: ``Invalid `email` param: …``.
    pub fn refused_param(&self) -> Option<&str> {
        let named = self.is("general_argument_invalid").then_some(self.message.as_str())?;
        let (name, _) = named.strip_prefix("Invalid `")?.split_once('`')?;
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_parameter_is_read_from_the_message_of_that_refusal_alone() {
        let error = |kind: &str, message: &str| Error {
            message: message.into(),
            code: 400,
            kind: kind.into(),
            version: String::new(),
        };
        let email = "Invalid `email` param: Value must be a valid email address";
        assert_eq!(error("general_argument_invalid", email).refused_param(), Some("email"));
        assert_eq!(error("general_bad_request", email).refused_param(), None);
        assert_eq!(error("general_argument_invalid", "Invalid `email").refused_param(), None);
        assert_eq!(error("general_argument_invalid", "no").refused_param(), None);
    }
}
