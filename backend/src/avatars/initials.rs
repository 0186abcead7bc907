//! Which letters stand for a name, and which colour goes with them.

use crate::params::Colour;

const PALETTE: [Colour; 5] = [
    Colour([0xFD, 0x36, 0x6E]),
    Colour([0xFE, 0x95, 0x67]),
    Colour([0x7C, 0x67, 0xFE]),
    Colour([0x68, 0xA3, 0xFE]),
    Colour([0x85, 0xDB, 0xD8]),
];

/// Capital letters and digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Initials(String);

impl Initials {
    /// What the words of a name begin with, where that is a letter or a digit. The second word is the last; but
    /// one that begins with a sign, as in `Ana (Graz) Ban`, is passed over and those after it count.
    pub(super) fn of(name: &str) -> Self {
        let separator = if name.contains(' ') { ' ' } else { '_' };
        let mut letters = String::new();
        for (at, word) in name.split(separator).enumerate() {
            if let Some(first) = word.chars().next().filter(char::is_ascii_alphanumeric) {
                letters.push(first.to_ascii_uppercase());
                if at == 1 {
                    break;
                }
            }
        }
        Self(letters)
    }

    pub(super) fn letters(&self) -> &str {
        &self.0
    }

    /// The same letters always have the same colour.
    pub(super) fn colour(&self) -> Colour {
        let sum: usize = self.0.bytes().map(usize::from).sum();
        let [first, ..] = PALETTE;
        PALETTE.get(sum % 10 % PALETTE.len()).copied().unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_give_two_letters() {
        let letters = |name| Initials::of(name).0;
        assert_eq!(letters("ana ban"), "AB");
        assert_eq!(letters("ana"), "A");
        assert_eq!(letters("ana_ban"), "AB");
        assert_eq!(letters("ana_ban corp"), "AC");
        assert_eq!(letters("Ana Ban Cid"), "AB");
        assert_eq!(letters("W (Hello) W"), "WW");
        assert_eq!(letters("4 ever"), "4E");
        for nobody in ["", " ", "(x)", "élise"] {
            assert_eq!(letters(nobody), "", "{nobody}");
        }
    }

    #[test]
    fn colours_follow_the_letters() {
        assert_eq!(Initials::of("a").colour(), Colour([0xFD, 0x36, 0x6E]));
        assert_eq!(Initials::of("b").colour(), Colour([0xFE, 0x95, 0x67]));
        assert_eq!(Initials::of("").colour(), Colour([0xFD, 0x36, 0x6E]));
    }

    proptest::proptest! {
        #[test]
        fn initials_are_always_capitals_the_font_has(name in "\\PC{0,128}") {
            let initials = Initials::of(&name);
            proptest::prop_assert!(initials.0.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
        }
    }
}
