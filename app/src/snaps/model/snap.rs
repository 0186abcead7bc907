//! One photograph, sent by one person to one friend.

use appwrite::{
    Id, Timestamp,
    wire::{Event, Row},
};
use serde::{Deserialize, Serialize};

use super::{Colour, Timer};

/// How long a snap can be looked at, counted from its sending by the server's clock: one day.
pub const LIFETIME_SECONDS: i64 = 24 * 60 * 60;

/// To how many friends one photograph goes at once, at most.
pub const RECIPIENTS_MOST: usize = 20;

/// A snap as both of its people know it: one person's copy of a photograph. The photograph itself is only handed out
/// by `serve-snap`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snap {
    pub id: Id,
    pub sender: Id,
    pub recipient: Id,
    /// What it shows. Everybody's copy of one sending shows the same.
    pub photograph: Id,
    pub sent_at: Timestamp,
    /// When the recipient's app had it in its list, if it had.
    pub delivered_at: Option<Timestamp>,
    /// When the recipient had it on screen, if they had.
    pub viewed_at: Option<Timestamp>,
    /// When its sender took it back, if they did.
    pub removed_at: Option<Timestamp>,
    pub caption: Option<String>,
    /// What is to be seen, for whoever does not see it.
    pub description: Option<String>,
    /// Whether it answers a snap of the recipient's.
    pub is_reply: bool,
    /// Whether its photograph is handed out a single time.
    pub view_once: bool,
    /// For how long it stays on screen, if not for as long as its recipient likes.
    pub timer: Option<Timer>,
    /// What its photograph looks like on the whole, while it can be looked at.
    pub colour: Option<Colour>,
}

/// The columns of the `snaps` table that the app reads and writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SnapColumns {
    pub sender_id: Id,
    pub recipient_id: Id,
    pub file_id: Id,
    #[serde(default)]
    pub viewed_at: Option<Timestamp>,
    #[serde(default)]
    pub delivered_at: Option<Timestamp>,
    #[serde(default)]
    pub removed_at: Option<Timestamp>,
    #[serde(default)]
    pub caption: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub reply_to: Option<Id>,
    /// Rows that are older than the column have nothing in it.
    #[serde(default)]
    pub view_once: Option<bool>,
    /// Seconds on screen; anything that is no [`Timer`] counts for nothing.
    #[serde(default)]
    pub timer: Option<i64>,
    /// `#rrggbb`; anything that is no [`Colour`] counts for nothing.
    #[serde(default)]
    pub color: Option<String>,
}

impl SnapColumns {
    /// A copy nobody has heard of yet, without words.
    pub fn new(sender: Id, recipient: Id, photograph: Id) -> Self {
        Self {
            sender_id: sender,
            recipient_id: recipient,
            file_id: photograph,
            viewed_at: None,
            delivered_at: None,
            removed_at: None,
            caption: None,
            description: None,
            reply_to: None,
            view_once: None,
            timer: None,
            color: None,
        }
    }
}

impl Snap {
    /// The moment from which nobody can look any more.
    pub fn closes_at(&self) -> Timestamp {
        self.sent_at.plus_seconds(LIFETIME_SECONDS)
    }

    /// Whether its day is over at `now`.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.closes_at()
    }

    /// Whether the recipient can still look at `now`.
    pub fn is_open(&self, now: Timestamp) -> bool {
        !self.is_over(now) && self.removed_at.is_none() && !self.is_used_up()
    }

    /// Whether it could be viewed once, and was.
    fn is_used_up(&self) -> bool {
        self.view_once && self.viewed_at.is_some()
    }

    /// Whether it still waits for `person` to look.
    pub fn waits_for(&self, person: &Id, now: Timestamp) -> bool {
        self.recipient == *person && self.viewed_at.is_none() && self.is_open(now)
    }

    /// The same, with everything that was known before and cannot be undone: what happened to it, and what is gone
    /// because of that.
    #[must_use]
    pub fn knowing(mut self, before: &Self) -> Self {
        self.delivered_at = self.delivered_at.or(before.delivered_at);
        self.viewed_at = self.viewed_at.or(before.viewed_at);
        self.removed_at = self.removed_at.or(before.removed_at);
        self.without_what_is_gone()
    }

    /// What may still be told of it at `now`: when its day is over, nothing it said or looked like.
    #[must_use]
    pub fn told_at(self, now: Timestamp) -> Self {
        match self.is_over(now) {
            true => Self { caption: None, description: None, colour: None, ..self },
            false => self,
        }
    }

    /// Words go when they are taken back, and the colour goes with the last look at the photograph.
    fn without_what_is_gone(mut self) -> Self {
        if self.removed_at.is_some() {
            (self.caption, self.description) = (None, None);
        }
        self.colour = self.colour.filter(|_| self.removed_at.is_none() && !self.is_used_up());
        self
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
            photograph: row.data.file_id,
            sent_at: row.created_at,
            delivered_at: row.data.delivered_at,
            viewed_at: row.data.viewed_at,
            removed_at: row.data.removed_at,
            caption: row.data.caption,
            description: row.data.description,
            is_reply: row.data.reply_to.is_some(),
            view_once: row.data.view_once.unwrap_or_default(),
            timer: row.data.timer.and_then(Timer::of_seconds),
            colour: row.data.color.and_then(|color| color.parse().ok()),
        }
        .without_what_is_gone()
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
    fn nothing_it_said_is_told_when_its_day_is_over() {
        let said = Snap { caption: Some("low tide".into()), ..snap("s1", "maya", "noor", 0) };
        let day = Timestamp::from_millis(LIFETIME_SECONDS * 1000);
        assert_eq!(said.clone().told_at(Timestamp::from_millis(1)), said);
        assert_eq!(said.clone().told_at(day), Snap { caption: None, ..said });
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
    fn a_snap_that_was_taken_back_is_not_open_and_waits_for_nobody() {
        let now = Timestamp::from_millis(2_000);
        let taken_back = Snap { removed_at: Some(now), ..snap("s1", "maya", "noor", 1_000) };
        assert!(!taken_back.is_open(now));
        assert!(!taken_back.waits_for(&taken_back.recipient, now));
    }

    #[test]
    fn a_snap_to_be_viewed_once_closes_with_that_view_and_others_do_not() {
        let now = Timestamp::from_millis(2_000);
        let viewed = Snap { viewed_at: Some(now), ..snap("s1", "maya", "noor", 1_000) };
        assert!(viewed.is_open(now));
        assert!(!Snap { view_once: true, ..viewed }.is_open(now));
    }

    fn row(data: serde_json::Value) -> Row<SnapColumns> {
        let mut row = json!({
            "$id": "s1", "$createdAt": "2026-05-26T08:58:37.787+00:00",
            "$updatedAt": "2026-05-26T08:58:37.787+00:00", "$permissions": [], "$sequence": "7",
            "senderId": "maya", "recipientId": "noor", "fileId": "s1", "viewedAt": null,
        });
        row.as_object_mut().unwrap().extend(data.as_object().unwrap().clone());
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn a_colour_is_read_once_and_anything_else_counts_as_none() {
        let colour = |data| Snap::from(row(data)).colour.map(|colour| colour.to_string());
        assert_eq!(colour(json!({ "color": "#0a1b2c" })).as_deref(), Some("#0a1b2c"));
        for none in [json!({}), json!({ "color": null }), json!({ "color": "red;top:0" })] {
            assert_eq!(colour(none.clone()), None, "{none}");
        }
    }

    #[test]
    fn the_colour_goes_with_the_last_look_at_the_photograph() {
        let now = "2026-05-26T09:00:00.000+00:00";
        let colour = |data: serde_json::Value| Snap::from(row(data)).colour;
        assert!(colour(json!({ "color": "#0a1b2c", "viewedAt": now })).is_some(), "it can be replayed");
        assert_eq!(colour(json!({ "color": "#0a1b2c", "removedAt": now })), None);
        assert_eq!(colour(json!({ "color": "#0a1b2c", "viewedAt": now, "viewOnce": true })), None);

        let known = Snap::from(row(json!({ "removedAt": now })));
        let older = Snap::from(row(json!({ "color": "#0a1b2c" })));
        assert_eq!(older.knowing(&known).colour, None, "an older word does not bring it back");
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
        let row = serde_json::to_value(row(json!({}))).unwrap();
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
