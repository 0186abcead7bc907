//! What may be said with a photograph.

use crate::text::{is_visible, one_line};

/// The most characters a caption has.
pub const CAPTION_MOST: usize = 120;
/// The most characters a description has.
pub const DESCRIPTION_MOST: usize = 300;

/// One line of words as it is kept, by [`one_line`]; text that shows nothing is `None`. Errors: how many characters it has, when those are more than `most`.
pub fn line(said: &str, most: usize) -> Result<Option<String>, usize> {
    let line = if is_visible(said) { one_line(said) } else { String::new() };
    match line.chars().count() {
        0 => Ok(None),
        length if length <= most => Ok(Some(line)),
        length => Err(length),
    }
}

/// Several people in few words: "Maya", "Maya + 2". Nothing for nobody.
pub fn people_words(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(one.clone()),
        [first, others @ ..] => Some(format!("{first} + {}", others.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_as_one_line_and_nothing_said_is_nothing() {
        assert_eq!(line("  low \n tide ", 20), Ok(Some("low tide".into())));
        assert_eq!(line(" \n ", 20), Ok(None));
        assert_eq!(line("\u{2067}\u{3164}", 20), Ok(None));
        assert_eq!(line("low\u{202E} tide", 20), Ok(Some("low tide".into())));
    }

    #[test]
    fn the_limit_counts_characters_and_not_bytes() {
        assert_eq!(line(&"é".repeat(CAPTION_MOST), CAPTION_MOST), Ok(Some("é".repeat(CAPTION_MOST))));
        assert_eq!(line(&"é".repeat(CAPTION_MOST + 1), CAPTION_MOST), Err(CAPTION_MOST + 1));
    }

    #[test]
    fn several_people_are_one_name_and_a_number() {
        let names: Vec<String> = ["Maya", "Noor", "Ben"].map(Into::into).into();
        assert_eq!(people_words(&names).as_deref(), Some("Maya + 2"));
        assert_eq!(people_words(&names[..1]).as_deref(), Some("Maya"));
        assert_eq!(people_words(&[]), None);
    }
}
