//! Identifiers: 1 to 36 of `A-Z a-z 0-9 . - _`, not starting with a sign.

use std::{borrow::Borrow, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An identifier that is known to be well formed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(Box<str>);

/// The text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to 36 of a-z, A-Z, 0-9, period, hyphen, underscore, and must not start with a sign")]
pub struct InvalidId;

impl Id {
    /// The longest identifier, in characters.
    pub const MAX_LEN: usize = 36;

    /// A new identifier that sorts by the time of its making: 13 hex digits of microseconds since 1970 and
    /// 7 random ones, as the SDKs' `ID.unique()`.
    pub fn unique(now: super::Timestamp) -> Self {
        let mut random = [0; 4];
        // Without the system's randomness the time alone is all the uniqueness there is to be had.
        let _ = getrandom::fill(&mut random);
        let seven_digits = u32::from_be_bytes(random) >> 4;
        let micros = now.millis().max(0) * 1000 + i64::from(seven_digits % 1000);
        Self(format!("{micros:013x}{seven_digits:07x}").into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is_valid(text: &str) -> bool {
        text.len() <= Self::MAX_LEN
            && text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    }
}

impl FromStr for Id {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if Self::is_valid(text) { Ok(Self(text.into())) } else { Err(InvalidId) }
    }
}

impl TryFrom<String> for Id {
    type Error = InvalidId;
    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0.into()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Id {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for Id {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;

    #[test]
    fn ids_are_short_and_start_with_a_letter_or_digit() {
        for good in ["a", "u-alice", "A.b_c-9", "674af8f3e12a5f9ac0be", &"x".repeat(36)] {
            assert!(good.parse::<Id>().is_ok(), "{good}");
        }
        for bad in ["", "-a", ".a", "_a", "a b", "é", "unique()", "a/b", &"x".repeat(37)] {
            assert_eq!(bad.parse::<Id>(), Err(InvalidId), "{bad}");
        }
    }

    #[test]
    fn unique_ids_are_twenty_hex_digits_and_differ() {
        let now = Timestamp::from_millis(1_779_786_000_000);
        let (one, two) = (Id::unique(now), Id::unique(now));
        assert_ne!(one, two);
        assert_eq!(one.as_str().len(), 20);
        assert!(one.as_str().parse::<Id>().is_ok());
    }
}
