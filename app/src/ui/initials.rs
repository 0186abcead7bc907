//! The letters that stand for a name, in any script. Plain Rust.

use unicode_segmentation::UnicodeSegmentation;

/// The first characters of the first two words, where a character is what a reader takes for one: a letter with its
/// marks, a syllable, an emoji family. Words of signs alone count only where there are no others.
pub fn initials(name: &str) -> String {
    // Between two letters of a joined script, or they would be written as one word.
    words(name).iter().map(|word| upper(first(word))).collect::<Vec<_>>().join("\u{200C}")
}

/// The words whose first characters count. A name without spaces is split at underscores, as the backend does.
fn words(name: &str) -> Vec<&str> {
    let separator = if name.contains(' ') { ' ' } else { '_' };
    let words = || name.split(separator).filter(|word| !word.is_empty());
    let named: Vec<&str> = words().filter(|word| word.starts_with(char::is_alphanumeric)).take(2).collect();
    if !named.is_empty() {
        return named;
    }
    let signs: Vec<&str> = words().take(2).collect();
    // A name of separators alone is one word.
    if signs.is_empty() && !name.is_empty() { vec![name] } else { signs }
}

fn first(word: &str) -> &str {
    let mut clusters = word.graphemes(true);
    let letter = clusters.clone().find(|cluster| cluster.starts_with(char::is_alphanumeric));
    letter.or_else(|| clusters.next()).unwrap_or_default()
}

/// In upper case where that is one character as well.
fn upper(cluster: &str) -> String {
    let upper = cluster.to_uppercase();
    if upper.graphemes(true).count() == 1 { upper } else { cluster.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text;

    #[test]
    fn every_script_has_initials() {
        for (name, letters) in [
            ("ana ban", "A\u{200C}B"),
            ("élise blanc", "É\u{200C}B"),
            ("مريم علي", "م\u{200C}ع"),
            ("क्षमा राव", "क्ष\u{200C}रा"),
            ("李小龍", "李"),
            ("👩‍👩‍👧‍👦 family", "F"),
            ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
            ("7 of 9", "7\u{200C}O"),
            ("ßen", "ß"),
            ("(x)", "X"),
            ("İpek", "İ"),
            ("__", "_"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }

    proptest! {
        #[test]
        fn every_name_that_can_be_seen_has_initials_that_can(name in "\\PC{0,40}") {
            let name = text::one_line(&name);
            prop_assert!(words(&name).len() <= 2);
            prop_assert!(!text::is_visible(&name) || !initials(&name).is_empty(), "{name:?}");
        }
    }
}
