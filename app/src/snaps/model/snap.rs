//! One photograph, sent by one person to one friend.

use appwrite::{
    Id, Timestamp,
    wire::{Event, Row},
};
use serde::{Deserialize, Serialize};

/// How long a snap can be looked at, counted from its sending by the server's clock: one day.
pub const LIFETIME_SECONDS: i64 = 24 * 60 * 60;

/// A snap as both of its people know it. The photograph itself is only handed out by `serve-snap`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snap {
    pub id: Id,
    pub sender: Id,
    pub recipient: Id,
    pub sent_at: Timestamp,
    /// When the recipient had it on screen, if they had.
    pub viewed_at: Option<Timestamp>,
}

/// The columns of the `snaps` table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapColumns {
    pub sender_id: Id,
    pub recipient_id: Id,
    pub file_id: Id,
    #[serde(default)]
    pub viewed_at: Option<Timestamp>,
}

impl Snap {
    /// The moment from which nobody can look any more.
    pub fn closes_at(&self) -> Timestamp {
        self.sent_at.plus_seconds(LIFETIME_SECONDS)
    }

    /// Whether the recipient can still look at `now`.
    pub fn is_open(&self, now: Timestamp) -> bool {
        now < self.closes_at()
    }

    /// Whether it still waits for `person` to look.
    pub fn waits_for(&self, person: &Id, now: Timestamp) -> bool {
        self.recipient == *person && self.viewed_at.is_none() && self.is_open(now)
    }

    /// The snap an event speaks of. `None` when its payload is not a row of the `snaps` table.
    pub fn from_event(event: &Event) -> Option<Self> {
        serde_json::from_value::<Row<SnapColumns>>(event.payload.clone()).ok().map(Self::from)
    }
}

impl From<Row<SnapColumns>> for Snap {
    fn from(row: Row<SnapColumns>) -> Self {
        Self {
            id: row.id,
            sender: row.data.sender_id,
            recipient: row.data.recipient_id,
            sent_at: row.created_at,
            viewed_at: row.data.viewed_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::snaps::model::mailbox::tests::snap;

    #[test]
    fn a_snap_is_open_for_exactly_one_day() {
        let snap = snap("s1", "maya", "noor", 1_000);
        let closes = 1_000 + 24 * 60 * 60 * 1_000;
        assert!(snap.is_open(Timestamp::from_millis(closes - 1)));
        assert!(!snap.is_open(Timestamp::from_millis(closes)));
    }

    #[test]
    fn a_snap_waits_for_its_recipient_until_they_look() {
        let mut snap = snap("s1", "maya", "noor", 1_000);
        let (maya, noor) = (snap.sender.clone(), snap.recipient.clone());
        let now = Timestamp::from_millis(2_000);
        assert!(snap.waits_for(&noor, now));
        assert!(!snap.waits_for(&maya, now));
        snap.viewed_at = Some(now);
        assert!(!snap.waits_for(&noor, now));
    }

    #[test]
    fn events_of_the_snaps_table_are_snaps_and_others_are_not() {
        let event = |payload| -> Event {
            serde_json::from_value(json!({
                "events": ["tablesdb.appchat-db.tables.snaps.rows.s1.create"], "channels": [],
                "timestamp": "2026-05-26T08:58:37.787+00:00", "payload": payload, "subscriptions": [],
            }))
            .unwrap()
        };
        let row = json!({
            "$id": "s1", "$createdAt": "2026-05-26T08:58:37.787+00:00",
            "$updatedAt": "2026-05-26T08:58:37.787+00:00", "$permissions": [], "$sequence": "7",
            "senderId": "maya", "recipientId": "noor", "fileId": "s1", "viewedAt": null,
        });
        assert_eq!(Snap::from_event(&event(row)).unwrap().sender, "maya");
        assert_eq!(Snap::from_event(&event(json!({"$id": "s1", "userA": "a"}))), None);
    }

    proptest! {
        #[test]
        fn once_closed_a_snap_stays_closed(sent in 0i64..4_000_000_000_000, after in 0i64..10_000_000_000, more in 0i64..10_000_000_000) {
            let snap = snap("s1", "maya", "noor", sent);
            let (first, later) = (Timestamp::from_millis(sent + after), Timestamp::from_millis(sent + after + more));
            prop_assert!(snap.is_open(first) || !snap.is_open(later));
        }
    }
}
