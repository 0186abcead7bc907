//! A time zone.

use serde::{Deserialize, Deserializer, Serialize};

/// A time zone by its name in the IANA database, as a device tells it: "Europe/Vienna". It is formed like one; which
/// of them there are, only a browser knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(String);

/// No time zone is called so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not the name of a time zone")]
pub struct NotAZone;

impl Zone {
    /// The longest name, in characters. The longest there is has 32.
    const NAME: usize = 64;

    /// Letters, digits and `_ + - /`, of ASCII; anything else names no zone.
    pub fn new(name: &str) -> Option<Self> {
        let formed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-/".contains(&byte);
        ((1..=Self::NAME).contains(&name.len()) && name.bytes().all(formed)).then(|| Self(name.to_owned()))
    }

    pub fn name(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Zone {
    type Error = NotAZone;

    fn try_from(name: String) -> Result<Self, NotAZone> {
        Self::new(&name).ok_or(NotAZone)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.0
    }
}

/// Reads a zone where there may be none. What is no zone is left out: an odd clock makes nobody absent.
pub(super) fn if_any<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Zone>, D::Error> {
    Ok(Option::<String>::deserialize(source)?.and_then(|name| Zone::new(&name)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_the_database_are_zones_and_anything_else_is_none() {
        for name in ["UTC", "Europe/Vienna", "America/Argentina/ComodRivadavia", "Etc/GMT+5", "Etc/GMT-14"] {
            assert_eq!(Zone::new(name).as_ref().map(Zone::name), Some(name));
        }
        let long = "x".repeat(65);
        for name in ["", " ", "Europe/Vienna ", "+05:30", "Europe/Zürich", "<b>", "a\0b", long.as_str()] {
            assert_eq!(Zone::new(name), None, "{name}");
        }
        assert!(serde_json::from_str::<Zone>(r#""a b""#).is_err());
    }

    proptest! {
        #[test]
        fn a_zone_is_its_name_and_survives_being_sent(name in "[A-Za-z0-9_+/-]{1,64}") {
            let zone = Zone::new(&name).unwrap();
            prop_assert_eq!(zone.name(), &name);
            let sent = serde_json::to_string(&zone).unwrap();
            prop_assert_eq!(serde_json::from_str::<Zone>(&sent).unwrap(), zone);
        }

        #[test]
        fn no_text_makes_a_zone_that_is_not_formed_like_one(name in ".{0,70}") {
            let formed = |c: char| c.is_ascii_alphanumeric() || "_+-/".contains(c);
            let is_one = (1..=64).contains(&name.len()) && name.chars().all(formed);
            prop_assert_eq!(Zone::new(&name).is_some(), is_one);
        }
    }
}
