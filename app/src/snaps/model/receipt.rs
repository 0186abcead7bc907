//! What a sender learns of one copy of a snap: how far it came, and what became of it.

use appwrite::Timestamp;

use super::{Snap, age_words};

/// The last thing that happened to a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    /// It is kept for them.
    Sent,
    /// Their app has it in its list.
    Delivered(Timestamp),
    /// They had it on screen.
    Opened(Timestamp),
    /// Its day ended before they looked.
    Expired,
    /// Its sender took it back.
    Removed(Timestamp),
}

impl Receipt {
    /// What is true of `snap` at `now`. What its sender did outranks what its recipient did, and that what time does.
    pub fn of(snap: &Snap, now: Timestamp) -> Self {
        match (snap.removed_at, snap.viewed_at, snap.delivered_at) {
            (Some(removed), _, _) => Self::Removed(removed),
            (None, Some(opened), _) => Self::Opened(opened),
            (None, None, _) if snap.is_over(now) => Self::Expired,
            (None, None, Some(delivered)) => Self::Delivered(delivered),
            (None, None, None) => Self::Sent,
        }
    }

    /// How far it came, to be compared: a copy that ended came least far.
    pub fn progress(self) -> u8 {
        match self {
            Self::Removed(_) => 0,
            Self::Expired => 1,
            Self::Sent => 2,
            Self::Delivered(_) => 3,
            Self::Opened(_) => 4,
        }
    }

    /// The state alone.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sent => "Sent",
            Self::Delivered(_) => "Delivered",
            Self::Opened(_) => "Opened",
            Self::Expired => "Expired",
            Self::Removed(_) => "Removed",
        }
    }

    /// The state, and since when: "Opened 5 min ago".
    pub fn words(self, now: Timestamp) -> String {
        match self {
            Self::Opened(then) | Self::Delivered(then) | Self::Removed(then) => {
                format!("{} {}", self.word(), age_words(then, now))
            }
            Self::Sent => "Sent, not delivered yet".into(),
            Self::Expired => "Expired unopened".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snaps::model::{LIFETIME_SECONDS, mailbox::tests::snap};

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn a_copy_is_sent_then_delivered_then_opened() {
        let mut copy = snap("s1", "maya", "noor", 0);
        assert_eq!(Receipt::of(&copy, at(1)), Receipt::Sent);
        copy.delivered_at = Some(at(1));
        assert_eq!(Receipt::of(&copy, at(2)), Receipt::Delivered(at(1)));
        copy.viewed_at = Some(at(2));
        assert_eq!(Receipt::of(&copy, at(3)), Receipt::Opened(at(2)));
        assert_eq!(Receipt::of(&copy, at(3)).words(at(180_002)), "Opened 3 min ago");
    }

    #[test]
    fn a_day_ends_what_was_not_opened_and_leaves_what_was() {
        let over = at(LIFETIME_SECONDS * 1000);
        let mut copy = snap("s1", "maya", "noor", 0);
        copy.delivered_at = Some(at(1));
        assert_eq!(Receipt::of(&copy, over), Receipt::Expired);
        copy.viewed_at = Some(at(2));
        assert_eq!(Receipt::of(&copy, over), Receipt::Opened(at(2)));
    }

    #[test]
    fn what_was_taken_back_is_removed_whatever_else_is_true() {
        let mut copy = snap("s1", "maya", "noor", 0);
        (copy.viewed_at, copy.removed_at) = (Some(at(2)), Some(at(3)));
        assert_eq!(Receipt::of(&copy, at(LIFETIME_SECONDS * 1000)), Receipt::Removed(at(3)));
    }
}
