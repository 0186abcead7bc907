use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Device, Me};
use crate::{handles::Handle, theme::Theme};

/// What the You page shows of an account. Seen by nobody but its person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MyAccount {
    pub me: Me,
    /// Empty for a guest.
    pub email: String,
    pub handle: Option<Handle>,
    /// Where this person is signed in: this browser first, then the newest first.
    pub devices: Vec<Device>,
    /// How this browser looks.
    pub theme: Theme,
    /// Name and e-mail as they were typed before a problem came up; mostly empty.
    pub typed: (String, String),
    /// The server's clock when this was read.
    pub as_of: Timestamp,
}

/// What somebody of this handle and address types to have their account deleted: something that is theirs, so that nobody
/// does it unawares. A guest has neither.
pub(crate) fn farewell<'a>(handle: Option<&'a Handle>, email: &'a str) -> &'a str {
    match handle {
        Some(handle) => handle.as_str(),
        None if !email.is_empty() => email,
        None => "delete",
    }
}

/// Whether this is what was to be typed, however it was written.
#[cfg(any(feature = "ssr", test))]
pub(crate) fn is_farewell(typed: &str, wanted: &str) -> bool {
    let typed = typed.trim();
    let typed = typed.strip_prefix('@').unwrap_or(typed);
    typed.to_lowercase() == wanted.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goodbye_is_said_with_the_handle_else_the_address_else_a_word() {
        assert_eq!(farewell("ana".parse().ok().as_ref(), "ana@example.com"), "ana");
        assert_eq!(farewell(None, "ana@example.com"), "ana@example.com");
        assert_eq!(farewell(None, ""), "delete");
    }

    #[test]
    fn goodbye_may_be_written_as_people_write_and_is_never_nothing() {
        for typed in ["ana", " @Ana ", "ANA"] {
            assert!(is_farewell(typed, "ana"), "{typed}");
        }
        for typed in ["", "@", "anna", "delete"] {
            assert!(!is_farewell(typed, "ana"), "{typed}");
        }
    }
}
