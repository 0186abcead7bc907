//! What a link is to the one who shares it, and to the one who opens it. Plain Rust.

use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

/// How long a link works: seven days.
pub const LIFETIME_SECONDS: i64 = 7 * 24 * 60 * 60;

/// How many people can become friends by one link.
pub const USES_MOST: u32 = 20;

/// My link, while it works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// The whole address.
    pub link: String,
    /// The same, for a camera.
    pub code: Code,
    pub expires_at: Timestamp,
    /// How many people became friends by it.
    pub uses: u32,
}

impl Invite {
    /// How much of it is left. Says the day and no hour: those differ from place to place.
    pub fn words(&self) -> String {
        let day = self.expires_at.to_string();
        let day = day.get(..10).unwrap_or(&day);
        match USES_MOST.saturating_sub(self.uses) {
            0 => "Everybody it was good for has used it. Make a new one for others.".to_owned(),
            1 => format!("Works for one more person, until {day}."),
            left => format!("Works for {left} more people, until {day}."),
        }
    }
}

/// A square of dark and light modules, with the quiet border that cameras need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// How many modules it is wide, border included.
    pub side: i32,
    /// The dark modules, as the path of an SVG whose units are modules.
    pub dark: String,
}

/// What a link turns out to be for whoever opened it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Invitation {
    /// Somebody of this name invites them.
    From(String),
    /// They are friends already.
    Friends(String),
    /// It is their own.
    Mine,
    /// It is none, or none any more. Which of these it is nobody learns.
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_says_how_much_of_it_is_left() {
        let code = Code { side: 1, dark: String::new() };
        let expires_at = Timestamp::from_millis(1_779_786_000_000);
        let mut invite = Invite { link: "https://chat.example/invite/x".into(), code, expires_at, uses: 0 };
        assert_eq!(invite.words(), "Works for 20 more people, until 2026-05-26.");
        invite.uses = 19;
        assert_eq!(invite.words(), "Works for one more person, until 2026-05-26.");
        invite.uses = 20;
        assert!(invite.words().starts_with("Everybody it was good for"));
    }
}
