//! Everything one person received and sent in the last day, kept true by one reducer: the first load, news and
//! reconnects all end here. The newest word about a snap wins, and what was taken back stays gone.

use std::collections::{BTreeMap, BTreeSet};

use appwrite::{Id, Timestamp, wire::Event};
use serde::{Deserialize, Serialize};

use super::Snap;

/// One person's snaps, both ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// Whose it is.
    pub me: Id,
    /// The server's clock when it was filled.
    pub as_of: Timestamp,
    snaps: BTreeMap<Id, Snap>,
    names: BTreeMap<Id, String>,
    /// What was taken back: an answer that was under way meanwhile must not bring it to life again.
    #[serde(skip)]
    removed: BTreeSet<Id>,
}

/// One piece of news about one snap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was sent, or looked at.
    Here(Snap),
    /// It was taken back, or its day is over.
    Gone(Id),
}

impl Change {
    /// What an event of the `snaps` table says. `None` when it says nothing about a snap.
    pub fn from_event(event: &Event) -> Option<Self> {
        let snap = Snap::from_event(event)?;
        match event.action() {
            "create" | "update" | "upsert" => Some(Self::Here(snap)),
            "delete" => Some(Self::Gone(snap.id)),
            _ => None,
        }
    }
}

impl Mailbox {
    pub fn new(
        me: Id,
        as_of: Timestamp,
        snaps: impl IntoIterator<Item = Snap>,
        names: BTreeMap<Id, String>,
    ) -> Self {
        Self {
            me,
            as_of,
            snaps: snaps.into_iter().map(|snap| (snap.id.clone(), snap)).collect(),
            names,
            removed: BTreeSet::new(),
        }
    }

    /// Nothing yet: what there is before the first look at it.
    pub fn empty(me: Id) -> Self {
        Self::new(me, Timestamp::from_millis(0), [], BTreeMap::new())
    }

    /// What came to me and can still be opened, newest first.
    pub fn received(&self, now: Timestamp) -> Vec<Snap> {
        self.open(now, |snap| snap.recipient == self.me)
    }

    /// What I sent and my friends can still open, newest first.
    pub fn sent(&self, now: Timestamp) -> Vec<Snap> {
        self.open(now, |snap| snap.sender == self.me)
    }

    fn open(&self, now: Timestamp, wanted: impl Fn(&Snap) -> bool) -> Vec<Snap> {
        let mut found: Vec<_> =
            self.snaps.values().filter(|snap| snap.is_open(now) && wanted(snap)).cloned().collect();
        found.sort_by(|a, b| (b.sent_at, &b.id).cmp(&(a.sent_at, &a.id)));
        found
    }

    /// How many snaps I have not opened, by who sent them. Nobody is in it with none.
    pub fn waiting(&self, now: Timestamp) -> BTreeMap<Id, usize> {
        let mut waiting = BTreeMap::new();
        for snap in self.snaps.values().filter(|snap| snap.waits_for(&self.me, now)) {
            *waiting.entry(snap.sender.clone()).or_default() += 1;
        }
        waiting
    }

    pub fn get(&self, id: &Id) -> Option<&Snap> {
        self.snaps.get(id)
    }

    /// What to call somebody, when we know.
    pub fn name_of(&self, person: &Id) -> Option<&str> {
        self.names.get(person).map(String::as_str)
    }

    /// Takes in one piece of news. Answers with the snap when it is one that has just come to me.
    pub fn apply(&mut self, change: Change) -> Option<Snap> {
        match change {
            Change::Gone(id) => {
                self.snaps.remove(&id);
                self.removed.insert(id);
                None
            }
            Change::Here(snap) if self.removed.contains(&snap.id) => None,
            Change::Here(snap) => self.take_in(snap),
        }
    }

    /// Takes in a fresh look at everything. Answers with the snaps that came to me since the last one.
    pub fn absorb(&mut self, fresh: Self) -> Vec<Snap> {
        // What the fresh look does not have is over, unless it was sent after that look was taken.
        self.snaps.retain(|id, snap| fresh.snaps.contains_key(id) || snap.sent_at >= fresh.as_of);
        self.names.extend(fresh.names);
        self.as_of = self.as_of.max(fresh.as_of);
        fresh.snaps.into_values().filter_map(|snap| self.apply(Change::Here(snap))).collect()
    }

    fn take_in(&mut self, mut snap: Snap) -> Option<Snap> {
        let known = self.snaps.get(&snap.id);
        // Having been looked at cannot be undone, so an older word about it loses.
        snap.viewed_at = snap.viewed_at.or_else(|| known.and_then(|known| known.viewed_at));
        let came_to_me = known.is_none() && snap.recipient == self.me && snap.viewed_at.is_none();
        self.snaps.insert(snap.id.clone(), snap.clone());
        came_to_me.then_some(snap)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(in crate::snaps::model) fn snap(id: &str, from: &str, to: &str, sent_at: i64) -> Snap {
        Snap {
            id: id.parse().unwrap(),
            sender: from.parse().unwrap(),
            recipient: to.parse().unwrap(),
            sent_at: Timestamp::from_millis(sent_at),
            viewed_at: None,
        }
    }

    fn noors(snaps: impl IntoIterator<Item = Snap>, as_of: i64) -> Mailbox {
        let as_of = Timestamp::from_millis(as_of);
        Mailbox::new("noor".parse().unwrap(), as_of, snaps, BTreeMap::new())
    }

    fn ids(snaps: &[Snap]) -> Vec<&str> {
        snaps.iter().map(|snap| snap.id.as_str()).collect()
    }

    fn now() -> Timestamp {
        Timestamp::from_millis(10_000)
    }

    #[test]
    fn what_came_and_what_was_sent_are_listed_newest_first() {
        let mailbox = noors(
            [snap("a", "maya", "noor", 1), snap("b", "ben", "noor", 3), snap("c", "noor", "maya", 2)],
            10,
        );
        assert_eq!(ids(&mailbox.received(now())), ["b", "a"]);
        assert_eq!(ids(&mailbox.sent(now())), ["c"]);
    }

    #[test]
    fn a_snap_is_news_once_and_only_to_whom_it_came() {
        let mut mailbox = noors([], 0);
        let coming = snap("a", "maya", "noor", 1);
        assert!(mailbox.apply(Change::Here(coming.clone())).is_some());
        assert!(mailbox.apply(Change::Here(coming)).is_none(), "told twice, news once");
        assert!(mailbox.apply(Change::Here(snap("b", "noor", "maya", 2))).is_none());
    }

    #[test]
    fn waiting_snaps_are_counted_by_sender_until_opened_or_closed() {
        let mut mailbox = noors([snap("a", "maya", "noor", 1), snap("b", "maya", "noor", 2)], 10);
        let maya: Id = "maya".parse().unwrap();
        assert_eq!(mailbox.waiting(now()), BTreeMap::from([(maya.clone(), 2)]));
        let mut opened = snap("a", "maya", "noor", 1);
        opened.viewed_at = Some(now());
        mailbox.apply(Change::Here(opened));
        assert_eq!(mailbox.waiting(now()), BTreeMap::from([(maya, 1)]));
        assert_eq!(mailbox.waiting(now().plus_seconds(86_400)), BTreeMap::new());
    }

    #[test]
    fn an_older_word_does_not_close_what_was_opened() {
        let mut mailbox = noors([], 0);
        let unopened = snap("a", "noor", "maya", 1);
        let opened = Snap { viewed_at: Some(now()), ..unopened.clone() };
        mailbox.apply(Change::Here(opened));
        mailbox.apply(Change::Here(unopened));
        assert_eq!(mailbox.sent(now())[0].viewed_at, Some(now()));
    }

    #[test]
    fn what_was_taken_back_stays_gone_even_when_an_older_look_still_has_it() {
        let taken = snap("a", "maya", "noor", 1);
        let mut mailbox = noors([taken.clone()], 10);
        mailbox.apply(Change::Gone(taken.id.clone()));
        assert!(mailbox.absorb(noors([taken], 20)).is_empty());
        assert!(mailbox.received(now()).is_empty());
    }

    #[test]
    fn a_fresh_look_drops_what_is_over_keeps_what_is_newer_and_tells_what_came() {
        let mut mailbox = noors([snap("old", "maya", "noor", 1), snap("newer", "maya", "noor", 30)], 10);
        let came = mailbox.absorb(noors([snap("missed", "maya", "noor", 15)], 20));
        assert_eq!(ids(&came), ["missed"]);
        assert_eq!(ids(&mailbox.received(now())), ["newer", "missed"]);
    }

    proptest! {
        #[test]
        fn news_in_any_order_ends_the_same(order in Just(vec![0, 1, 2, 3]).prop_shuffle()) {
            let opened = Snap { viewed_at: Some(now()), ..snap("a", "maya", "noor", 1) };
            let news = [
                Change::Here(snap("a", "maya", "noor", 1)),
                Change::Here(opened),
                Change::Here(snap("b", "maya", "noor", 2)),
                Change::Gone("b".parse().unwrap()),
            ];
            let mut mailbox = noors([], 0);
            for at in order {
                mailbox.apply(news[at].clone());
            }
            let left = mailbox.received(now());
            prop_assert_eq!(ids(&left), ["a"]);
            prop_assert_eq!(left[0].viewed_at, Some(now()));
        }

        #[test]
        fn a_mailbox_survives_its_way_to_the_browser(sent in 0i64..1_000_000) {
            let mailbox = noors([snap("a", "maya", "noor", sent)], sent);
            let text = serde_json::to_string(&mailbox).unwrap();
            prop_assert_eq!(serde_json::from_str::<Mailbox>(&text).unwrap(), mailbox);
        }
    }
}
