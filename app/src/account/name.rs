//! What somebody is called: checked where it is typed, and made safe where it is read. Plain Rust.

use crate::{account::entry::Problem, text};

/// A name with at least one visible character, on one line, without control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// The longest name, in code points: the backend's own limit. A character that a reader sees may be several.
    pub const LONGEST: usize = 128;

    /// Takes what was typed. Errors: [`Problem::NameMissing`] where nothing of it can be seen, or too much.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let name = text::one_line(typed);
        let fits = name.chars().count() <= Self::LONGEST;
        if fits && text::is_visible(&name) { Ok(Self(name)) } else { Err(Problem::NameMissing) }
    }

    /// Reads a name that the backend keeps. Anybody may have set it at the API, so it is cleaned and cut like any
    /// other. `None` where nothing of it can be seen.
    pub fn kept(record: &str) -> Option<Self> {
        let name = text::one_line(record);
        text::is_visible(&name).then(|| Self(text::cut(&name, Self::LONGEST).to_owned()))
    }

    /// For the backend, and for anything else that is no page.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For a page: right-to-left names carry their isolates, so they reorder no words around them, in text and in
    /// labels alike.
    pub fn shown(&self) -> String {
        text::isolated(&self.0).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parsed(typed: &str) -> Result<String, Problem> {
        Name::parse(typed).map(|name| name.0)
    }

    #[test]
    fn a_name_needs_a_visible_character() {
        for nobody in ["", "   ", "\u{200B}", "\u{3164}", "\u{301}", "\u{202E}\u{2066}", "\u{FE0F}", "\n"] {
            assert_eq!(parsed(nobody), Err(Problem::NameMissing), "{nobody:?}");
            assert_eq!(Name::kept(nobody), None, "{nobody:?}");
        }
        for name in ["Ana", "李", "مريم", "👩‍👩‍👧‍👦", "7"] {
            assert_eq!(parsed(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn a_name_loses_control_characters_and_keeps_its_limit() {
        assert_eq!(parsed(" Eve\u{202E}\n gpj ").as_deref(), Ok("Eve gpj"));
        assert_eq!(parsed(&"é".repeat(128)).map(|name| name.chars().count()), Ok(128));
        assert_eq!(parsed(&"é".repeat(129)), Err(Problem::NameMissing));
        // Control characters count for nothing.
        assert!(parsed(&format!("{}{}", "\u{202E}".repeat(500), "é".repeat(128))).is_ok());
    }

    #[test]
    fn a_name_set_at_the_api_is_shown_safely() {
        let shown = |record: &str| Name::kept(record).map(|name| name.shown());
        assert_eq!(shown("Eve\u{202E}gpj").as_deref(), Some("Evegpj"));
        assert_eq!(shown("דנה").as_deref(), Some("\u{2068}דנה\u{2069}"));
        assert_eq!(shown(&"x".repeat(10_000)).map(|name| name.len()), Some(128));
    }

    proptest! {
        #[test]
        fn a_parsed_name_is_kept_as_it_is(typed in "\\PC{0,140}|[\u{0}-\u{3200}]{0,30}") {
            if let Ok(name) = Name::parse(&typed) {
                prop_assert_eq!(Name::kept(name.as_str()), Some(name.clone()));
                prop_assert_eq!(Name::kept(&name.shown()), Some(name));
            }
        }
    }
}
