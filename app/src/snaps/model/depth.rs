//! How much of a mailbox is known. Every page shows how many snaps wait; only the inbox lists them.

use appwrite::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::{LIFETIME_SECONDS, Snap};

/// Snaps of a [`Depth::Recent`] mailbox, both ways together.
pub const RECENT: usize = 100;

/// How much of somebody's snaps is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Depth {
    /// Which of them wait, and from whom.
    Waiting,
    /// The newest [`RECENT`] as well.
    Recent,
    /// All of them.
    #[default]
    Whole,
}

impl Depth {
    /// What the page at this address shows; `has` says whether its query names a key.
    pub fn of_address(path: &str, has: impl Fn(&str) -> bool) -> Self {
        if path.trim_end_matches('/') != "/app/inbox" {
            return Self::Waiting;
        }
        // An opened snap may be any of them.
        if has("all") || has("open") { Self::Whole } else { Self::Recent }
    }
}

/// A snap that waits for its recipient, as far as a page shows it that does not list it. A page carries it as a list without the
/// names of its fields: there is one for each snap that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Compact", into = "Compact")]
pub struct Unopened {
    pub id: Id,
    pub sender: Id,
    pub sent_at: Timestamp,
    /// Whether its sender has been told that it is in the list.
    pub delivered: bool,
}

/// Id, sender, when it was sent in milliseconds, and whether it is delivered.
type Compact = (Id, Id, i64, bool);

impl From<Compact> for Unopened {
    fn from((id, sender, sent_at, delivered): Compact) -> Self {
        Self { id, sender, sent_at: Timestamp::from_millis(sent_at), delivered }
    }
}

impl From<Unopened> for Compact {
    fn from(one: Unopened) -> Self {
        (one.id, one.sender, one.sent_at.millis(), one.delivered)
    }
}

impl Unopened {
    /// Whether its day is over at `now`.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.sent_at.plus_seconds(LIFETIME_SECONDS)
    }
}

impl From<&Snap> for Unopened {
    fn from(snap: &Snap) -> Self {
        Self {
            id: snap.id.clone(),
            sender: snap.sender.clone(),
            sent_at: snap.sent_at,
            delivered: snap.delivered_at.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_inbox_lists_snaps_and_all_of_them_only_where_the_address_asks() {
        let depth = |path: &str, keys: &[&str]| Depth::of_address(path, |key| keys.contains(&key));
        assert_eq!(depth("/app", &["all"]), Depth::Waiting);
        assert_eq!(depth("/app/friends", &[]), Depth::Waiting);
        assert_eq!(depth("/app/inbox", &["box"]), Depth::Recent);
        assert_eq!(depth("/app/inbox/", &["box", "all"]), Depth::Whole);
        assert_eq!(depth("/app/inbox", &["open"]), Depth::Whole);
    }
}
