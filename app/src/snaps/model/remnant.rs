//! What is left of a snap whose day is over: from whom it came, when, and whether it was opened. It is kept for one day
//! more, for its recipient alone, and knows neither the photograph nor a word that was said with it.

use appwrite::{
    Id, Timestamp,
    wire::{Event, Row},
};
use serde::{Deserialize, Serialize};

use super::{LIFETIME_SECONDS, Snap};

/// How long it stays, counted from the end of the snap's day: one day more.
pub const REMNANT_SECONDS: i64 = 24 * 60 * 60;

/// A snap of yesterday, as its recipient still knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remnant {
    /// The snap's own.
    pub id: Id,
    pub sender: Id,
    pub sent_at: Timestamp,
    /// When its recipient had it on screen, if they had.
    pub opened_at: Option<Timestamp>,
}

/// The columns of the `remnants` table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemnantColumns {
    pub sender_id: Id,
    pub recipient_id: Id,
    pub sent_at: Timestamp,
    #[serde(default)]
    pub opened_at: Option<Timestamp>,
}

impl Remnant {
    /// What will be left of a snap. Nothing of one that was taken back.
    pub fn of(snap: &Snap) -> Option<Self> {
        let Snap { id, sender, sent_at, viewed_at, removed_at: None, .. } = snap.clone() else { return None };
        Some(Self { id, sender, sent_at, opened_at: viewed_at })
    }

    /// The moment the snap's day was over.
    pub fn begins_at(&self) -> Timestamp {
        self.sent_at.plus_seconds(LIFETIME_SECONDS)
    }

    /// Whether the snap's day is over, and the day after it is not.
    pub fn is_here(&self, now: Timestamp) -> bool {
        let begins = self.begins_at();
        now >= begins && now < begins.plus_seconds(REMNANT_SECONDS)
    }

    /// When it was sent, in whole hours: "Sent 27 h ago".
    pub fn words(&self, now: Timestamp) -> String {
        let hours = now.millis().saturating_sub(self.sent_at.millis()).max(0) / 3_600_000;
        format!("Sent {hours} h ago")
    }

    /// The remnant an event speaks of. `None` when its payload is not a row of the `remnants` table.
    pub fn from_event(event: &Event) -> Option<Self> {
        serde_json::from_value::<Row<RemnantColumns>>(event.payload.clone()).ok().map(Self::from)
    }
}

impl From<Row<RemnantColumns>> for Remnant {
    fn from(row: Row<RemnantColumns>) -> Self {
        Self {
            id: row.id,
            sender: row.data.sender_id,
            sent_at: row.data.sent_at,
            opened_at: row.data.opened_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snaps::model::mailbox::tests::snap;

    const HOUR: i64 = 3_600_000;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    #[test]
    fn it_is_here_from_the_end_of_the_snaps_day_to_the_end_of_the_next() {
        let left = Remnant::of(&snap("s1", "maya", "noor", 0)).unwrap();
        let here = [24 * HOUR - 1, 24 * HOUR, 48 * HOUR - 1, 48 * HOUR].map(|now| left.is_here(at(now)));
        assert_eq!(here, [false, true, true, false]);
        assert_eq!(left.words(at(28 * HOUR - 1)), "Sent 27 h ago");
    }

    #[test]
    fn it_says_whether_the_snap_was_opened_and_there_is_none_of_what_was_taken_back() {
        let opened = Snap { viewed_at: Some(at(5)), ..snap("s1", "maya", "noor", 0) };
        assert_eq!(Remnant::of(&opened).unwrap().opened_at, Some(at(5)));
        assert_eq!(Remnant::of(&Snap { removed_at: Some(at(6)), ..opened }), None);
    }
}
