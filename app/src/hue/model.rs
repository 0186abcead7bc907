//! The six colours a picture can have. Plain Rust.

use std::{fmt, str::FromStr};

use appwrite::{Id, wire::Account};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A colour on which initials in ink can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hue {
    #[default]
    Yellow,
    Mint,
    Sky,
    Violet,
    Coral,
    Amber,
}

/// The text names none of the six. `Display` says what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("That is none of the colours. Choose one of the six.")]
pub struct UnknownHue;

impl Hue {
    pub const ALL: [Self; 6] = [Self::Yellow, Self::Mint, Self::Sky, Self::Violet, Self::Coral, Self::Amber];

    /// What an account's prefs call the choice.
    pub const PREF: &str = "hue";

    /// The one for whoever has chosen none: always the same for the same person. Another sum would give everybody
    /// another colour.
    pub fn of(person: &Id) -> Self {
        // FNV-1a: ids that differ in one letter lie far apart. Its upper half is the better mixed.
        let hash = person
            .as_str()
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        Self::ALL[(hash >> 16) as usize % Self::ALL.len()]
    }

    /// The one somebody chose, by the prefs of their account.
    pub fn chosen(prefs: &Map<String, Value>) -> Option<Self> {
        prefs.get(Self::PREF)?.as_str()?.parse().ok()
    }

    /// The one of this account, chosen or not.
    pub fn of_account(account: &Account) -> Self {
        Self::chosen(&account.prefs).unwrap_or_else(|| Self::of(&account.id))
    }

    /// The word for forms and prefs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Mint => "mint",
            Self::Sky => "sky",
            Self::Violet => "violet",
            Self::Coral => "coral",
            Self::Amber => "amber",
        }
    }

    /// What it is called on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Yellow => "Yellow",
            Self::Mint => "Mint",
            Self::Sky => "Sky",
            Self::Violet => "Violet",
            Self::Coral => "Coral",
            Self::Amber => "Amber",
        }
    }

    /// Red, green and blue, two digits each.
    pub fn hex(self) -> &'static str {
        match self {
            Self::Yellow => "FFE94A",
            Self::Mint => "4FE3C1",
            Self::Sky => "7CC4FF",
            Self::Violet => "B79CFF",
            Self::Coral => "FF7A6B",
            Self::Amber => "FFB648",
        }
    }

    /// The one of these digits, in either case.
    pub fn of_hex(digits: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|hue| hue.hex().eq_ignore_ascii_case(digits))
    }
}

impl FromStr for Hue {
    type Err = UnknownHue;

    fn from_str(word: &str) -> Result<Self, UnknownHue> {
        Self::ALL.into_iter().find(|hue| hue.word() == word).ok_or(UnknownHue)
    }
}

impl fmt::Display for Hue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    #[test]
    fn a_word_names_its_colour_and_anything_else_none() {
        for hue in Hue::ALL {
            assert_eq!(hue.word().parse(), Ok(hue));
            assert_eq!(serde_json::to_value(hue).unwrap(), hue.word());
            assert_eq!(Hue::of_hex(&hue.hex().to_lowercase()), Some(hue));
        }
        for word in ["", "Mint", "#4FE3C1", "4FE3C1", "red", "<script>"] {
            assert_eq!(word.parse::<Hue>(), Err(UnknownHue), "{word}");
        }
    }

    #[test]
    fn the_same_person_always_has_the_same_colour_and_all_six_are_had_alike() {
        let ana = "674af8f3e12a5f9ac0be".parse::<Id>().unwrap();
        assert_eq!(Hue::of(&ana), Hue::of(&ana));
        let mut had = BTreeMap::<_, usize>::new();
        for n in 0..600 {
            let person = format!("674af8f3e12a5f9a{n:04x}").parse::<Id>().unwrap();
            *had.entry(Hue::of(&person)).or_default() += 1;
        }
        assert!(had.len() == 6 && had.values().all(|people| (60..=140).contains(people)), "{had:?}");
    }

    #[test]
    fn what_was_chosen_goes_before_what_the_id_says_and_nonsense_does_not() {
        let account = |prefs: Value| -> Account {
            serde_json::from_value(json!({
                "$id": "ana", "name": "Ana", "email": "", "registration": "2026-05-26T08:50:00.120+00:00",
                "status": true, "prefs": prefs,
            }))
            .unwrap()
        };
        let by_id = Hue::of(&"ana".parse().unwrap());
        for hue in Hue::ALL {
            assert_eq!(Hue::of_account(&account(json!({ "hue": hue, "theme": "dark" }))), hue);
        }
        for prefs in [json!({}), json!({ "hue": 7 }), json!({ "hue": "beige" }), json!({ "hue": null })] {
            assert_eq!(Hue::of_account(&account(prefs)), by_id);
        }
    }

    #[test]
    fn ink_can_be_read_on_every_one() {
        // What contrast is: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
        let light = |digits: &str| {
            let part = |at: usize| {
                let part = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
        };
        for hue in Hue::ALL {
            let contrast = (light(hue.hex()) + 0.05) / (light("0A0B10") + 0.05);
            assert!(contrast >= 7.0, "{hue}: {contrast:.1}");
        }
    }
}
