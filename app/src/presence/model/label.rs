//! A few words of one's own beside the status.

use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

use crate::text::{is_visible, isolated, one_line};

/// One emoji, a few words, or both, and when they go away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Typed")]
pub struct Label {
    emoji: String,
    text: String,
    /// `None`: they stay until they are taken away. Friends are not told.
    until: Option<Timestamp>,
}

/// A label as it was sent, before anybody looked whether it is one.
#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    emoji: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    until: Option<Timestamp>,
}

/// What was typed is no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALabel {
    #[error("is empty")]
    Empty,
    #[error("is longer than 60 characters")]
    TooLong,
    #[error("has more than one emoji")]
    NotOneEmoji,
}

impl Label {
    /// The longest text, in characters.
    pub const TEXT: usize = 60;
    /// The longest emoji, in characters: families and flags are made of many.
    const EMOJI: usize = 16;

    /// White space becomes single spaces; control characters are removed, direction controls among them.
    pub fn new(emoji: &str, text: &str, until: Option<Timestamp>) -> Result<Self, NotALabel> {
        let (emoji, text) = (one_line(emoji), one_line(text));
        if !is_visible(&emoji) && !is_visible(&text) {
            return Err(NotALabel::Empty);
        }
        if text.chars().count() > Self::TEXT {
            return Err(NotALabel::TooLong);
        }
        if emoji.chars().count() > Self::EMOJI || emoji.chars().any(|c| c.is_ascii_alphanumeric()) {
            return Err(NotALabel::NotOneEmoji);
        }
        Ok(Self { emoji, text, until })
    }

    pub fn emoji(&self) -> &str {
        &self.emoji
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn until(&self) -> Option<Timestamp> {
        self.until
    }

    /// The same as friends read it.
    #[must_use]
    pub fn without_end(&self) -> Self {
        Self { until: None, ..self.clone() }
    }

    /// Whether its time is up.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// Emoji and text, as one reads them beside other words.
    pub fn words(&self) -> String {
        isolated([self.emoji.as_str(), self.text.as_str()].join(" ").trim()).into_owned()
    }
}

impl TryFrom<Typed> for Label {
    type Error = NotALabel;

    fn try_from(Typed { emoji, text, until }: Typed) -> Result<Self, NotALabel> {
        Self::new(&emoji, &text, until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_something_to_say_and_not_too_much() {
        assert_eq!(Label::new("🎧", " in the\nstudio ", None).unwrap().words(), "🎧 in the studio");
        assert_eq!(Label::new("", "out", None).unwrap().words(), "out");
        assert_eq!(Label::new(" ", "\t", None), Err(NotALabel::Empty));
        assert_eq!(Label::new("\u{FE0F}", "\u{202E}\u{3164}", None), Err(NotALabel::Empty));
        assert_eq!(Label::new("", "to\u{202E}day", None).unwrap().words(), "today");
        assert_eq!(Label::new("", "בחוץ", None).unwrap().words(), "\u{2068}בחוץ\u{2069}");
        assert!(Label::new("", &"é".repeat(60), None).is_ok());
        assert_eq!(Label::new("", &"é".repeat(61), None), Err(NotALabel::TooLong));
        assert_eq!(Label::new("ab", "", None), Err(NotALabel::NotOneEmoji));
        assert!(Label::new("👩‍👩‍👧‍👦", "", None).is_ok());
    }

    #[test]
    fn nothing_that_is_no_label_survives_being_sent() {
        assert!(serde_json::from_str::<Label>(r#"{"emoji": "", "text": " "}"#).is_err());
        let label: Label = serde_json::from_str(r#"{"emoji": "🎧"}"#).unwrap();
        assert_eq!((label.emoji(), label.text()), ("🎧", ""));
    }

    #[test]
    fn a_label_is_over_when_its_time_is_up() {
        let label = Label::new("", "lunch", Some(Timestamp::from_millis(10))).unwrap();
        assert!(!label.is_over(Timestamp::from_millis(9)) && label.is_over(Timestamp::from_millis(10)));
        assert!(!Label::new("", "lunch", None).unwrap().is_over(Timestamp::from_millis(i64::MAX)));
    }
}
