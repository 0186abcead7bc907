//! What is a handle. Plain Rust.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A name by which somebody can be found: 3 to 20 of `a` to `z`, `0` to `9` and `_`. Typed in any case, with or without
/// its `@`; kept in lower case without.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Handle(Box<str>);

/// The text is no handle. `Display` says what one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A handle has 3 to 20 letters from a to z, digits and underscores.")]
pub struct InvalidHandle;

impl Handle {
    pub const SHORTEST: usize = 3;
    pub const LONGEST: usize = 20;

    /// As it is kept, without the `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Handle {
    type Err = InvalidHandle;

    fn from_str(text: &str) -> Result<Self, InvalidHandle> {
        let text = text.trim();
        let text = text.strip_prefix('@').unwrap_or(text);
        let sized = (Self::SHORTEST..=Self::LONGEST).contains(&text.len());
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        match sized && text.bytes().all(known) {
            true => Ok(Self(text.to_ascii_lowercase().into())),
            false => Err(InvalidHandle),
        }
    }
}

impl TryFrom<String> for Handle {
    type Error = InvalidHandle;
    fn try_from(text: String) -> Result<Self, InvalidHandle> {
        text.parse()
    }
}

impl From<Handle> for String {
    fn from(handle: Handle) -> Self {
        handle.0.into()
    }
}

/// With its `@`, as people write it.
impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_handle_is_short_plain_and_in_lower_case() {
        for (typed, kept) in
            [("maya", "maya"), (" @Maya_92 ", "maya_92"), ("___", "___"), (&"z".repeat(20), &"z".repeat(20))]
        {
            assert_eq!(typed.parse::<Handle>().unwrap().as_str(), kept);
        }
        for bad in ["", "@", "ab", "@ab", "@@maya", "ma ya", "maya!", "máya", "maya.b", &"z".repeat(21)] {
            assert_eq!(bad.parse::<Handle>(), Err(InvalidHandle), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_of_the_alphabet_is_a_handle_in_either_case_and_survives_the_screen(text in "[a-zA-Z0-9_]{3,20}") {
            let handle: Handle = text.parse().unwrap();
            prop_assert_eq!(&text.to_uppercase().parse::<Handle>().unwrap(), &handle);
            prop_assert_eq!(&handle.to_string().parse::<Handle>().unwrap(), &handle);
            let json = serde_json::to_string(&handle).unwrap();
            prop_assert_eq!(serde_json::from_str::<Handle>(&json).unwrap(), handle);
        }

        #[test]
        fn whatever_is_taken_for_a_handle_is_made_of_its_alphabet(text in "\\PC{0,30}") {
            if let Ok(handle) = text.parse::<Handle>() {
                prop_assert!((3..=20).contains(&handle.as_str().len()));
                prop_assert!(handle.as_str().chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_')));
            }
        }
    }
}
