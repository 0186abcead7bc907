//! Text that people typed, made safe to show beside other text. Plain Rust.
//!
//! Names, labels and captions come from anybody. A direction override (U+202E) reverses what stands after it on the page,
//! a filler letter looks like no name, and a hundred combining marks cover the lines above. [`one_line`] removes such
//! characters, [`is_visible`] finds text that shows nothing, and [`isolated`] keeps the order of the words around a
//! right-to-left text.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// The most combining marks that stay on one character. Living scripts stack up to four.
pub const MARKS_MOST: usize = 4;

/// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE: what `<bdi>` is in markup, these are in plain text.
const ISOLATE: char = '\u{2068}';
const ISOLATE_END: char = '\u{2069}';

/// The text on one line: white space is single spaces and none at the ends; control and format characters are removed,
/// direction controls among them; so are combining marks after [`MARKS_MOST`]. Joiners, variation selectors and the tags
/// of flags stay, because scripts and emoji need them.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let (mut marks, mut space) = (0, false);
    for c in text.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        let before = if space { None } else { line.chars().next_back() };
        if is_hidden(c, before) {
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MARKS_MOST {
            continue;
        }
        if std::mem::take(&mut space) && !line.is_empty() {
            line.push(' ');
        }
        line.push(c);
    }
    line
}

/// Whether a reader sees anything of the text: at least one character that is no space, filler, joiner, variation
/// selector or combining mark alone.
pub fn is_visible(text: &str) -> bool {
    // Marks that stand alone join the letter in front of them, and are then no character of their own.
    let text = format!("x{}", one_line(text));
    text.graphemes(true)
        .skip(1)
        .filter_map(|cluster| cluster.chars().next())
        .any(|c| c != ' ' && !is_blank(c))
}

/// The beginning of the text, at most `most` code points long, with no character cut apart.
pub fn cut(text: &str, most: usize) -> &str {
    let mut length = 0;
    let end = text.grapheme_indices(true).find_map(|(at, cluster)| {
        length += cluster.chars().count();
        (length > most).then_some(at)
    });
    // One character alone may be longer than all of it.
    match end {
        Some(0) => text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at]),
        Some(end) => &text[..end],
        None => text,
    }
}

/// The text for the middle of other text: right-to-left text is wrapped in isolates, so that the words around it keep
/// their order. Takes what [`one_line`] gives.
pub fn isolated(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_right_to_left) && !text.starts_with(ISOLATE) {
        format!("{ISOLATE}{text}{ISOLATE_END}").into()
    } else {
        text.into()
    }
}

/// The text without the isolates around it, for anything but a page.
pub fn plain(text: &str) -> &str {
    text.trim_start_matches(ISOLATE).trim_end_matches(ISOLATE_END)
}

/// Whether a character changes how text is laid out, or hides in it, without being seen itself.
pub fn is_format(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E007F}')
}

/// Format characters go, but for the tags after a black flag, which make it the flag of a region.
fn is_hidden(c: char, before: Option<char>) -> bool {
    let is_tag = |c: char| matches!(c, '\u{E0020}'..='\u{E007F}');
    let in_flag = is_tag(c) && before.is_some_and(|last| last == '\u{1F3F4}' || is_tag(last));
    is_format(c) && !in_flag
}

/// Whether a character is drawn on the one before it. Joiners, selectors, tags and skin tones are none of these.
fn is_mark(c: char) -> bool {
    let other = matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E01EF}');
    !c.is_ascii() && !other && ['x', c].iter().collect::<String>().graphemes(true).count() == 1
}

/// Letters and signs that are drawn as nothing.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}')
}

/// The blocks that Unicode keeps for right-to-left scripts.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn direction_controls_and_other_control_characters_are_removed() {
        for (typed, line) in [
            ("Eve\u{202E}gpj.ana", "Evegpj.ana"),
            ("\u{2066}Ana\u{2069}", "Ana"),
            ("An\u{200F}a\u{0}\u{7}", "Ana"),
            (" Ana\n\u{2029}\tBan\u{3000}", "Ana Ban"),
            ("A\u{200B}n\u{FEFF}a\u{E0041}", "Ana"),
        ] {
            assert_eq!(one_line(typed), line, "{typed:?}");
        }
    }

    #[test]
    fn what_scripts_and_emoji_need_stays() {
        for text in [
            "👩‍👩‍👧‍👦",
            "❤️",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "می‌خواهم",
            "क्षमा",
            "Nguyễn",
            "👍🏽",
        ] {
            assert_eq!(one_line(text), text);
        }
    }

    #[test]
    fn marks_do_not_pile_up() {
        let pile = format!("Z{}ana", "\u{301}".repeat(60));
        assert_eq!(one_line(&pile), format!("Z{}ana", "\u{301}".repeat(MARKS_MOST)));
    }

    #[test]
    fn text_that_shows_nothing_is_told_from_text_that_does() {
        for nothing in [
            "",
            " \u{A0}",
            "\u{200B}\u{200D}",
            "\u{FE0F}",
            "\u{301}\u{302}",
            "\u{3164}",
            "\u{115F}\u{1160}",
            "\u{FFA0}\u{301}",
            "\u{202E}\u{2066}",
            "\u{2800}",
            "\u{E0041}",
            "\u{AD}",
            "\u{93E}",
        ] {
            assert!(!is_visible(nothing), "{nothing:?}");
        }
        for something in ["a", "é", "7", "李", "م", "क्ष", "👩‍👩‍👧‍👦", "\u{301}a", "-", "ไ"]
        {
            assert!(is_visible(something), "{something:?}");
        }
    }

    #[test]
    fn only_right_to_left_text_is_wrapped_and_never_twice() {
        assert_eq!(isolated("Ana"), "Ana");
        for name in ["דנה", "مريم 5", "Ana אנה"] {
            let once = isolated(name).into_owned();
            assert_eq!(once, format!("\u{2068}{name}\u{2069}"));
            assert_eq!(isolated(&once), once);
            assert_eq!((plain(&once), one_line(&once).as_str()), (name, name));
        }
    }

    #[test]
    fn no_character_is_cut_apart() {
        assert_eq!(cut("Ana", 3), "Ana");
        assert_eq!(cut("Ana", 2), "An");
        assert_eq!(cut("a👩‍👩‍👧‍👦b", 4), "a");
        assert_eq!(cut("👩‍👩‍👧‍👦", 3), "👩‍👩");
    }

    proptest! {
        #[test]
        fn a_line_has_no_format_character_and_is_a_line_already(text in "\\PC{0,20}|[\u{0}-\u{2FFF}\u{E0000}-\u{E01EF}]{0,20}") {
            let line = one_line(&text);
            let in_flag = |c| matches!(c, '\u{E0020}'..='\u{E007F}');
            prop_assert!(line.chars().all(|c| in_flag(c) || !is_format(c)), "{line:?}");
            prop_assert_eq!(one_line(&line), line);
        }

        #[test]
        fn what_is_cut_is_the_beginning_and_short_enough(text in "\\PC{0,40}", most in 0_usize..50) {
            let short = cut(&text, most);
            prop_assert!(text.starts_with(short) && short.chars().count() <= most);
        }
    }
}
