//! Everything one person received and sent in the last day, and what is left of the day before, kept true by one reducer:
//! the first load, news and reconnects all end here. The newest word about a snap wins, and what was taken back stays gone.

use std::collections::{BTreeMap, BTreeSet};

use appwrite::{Id, Timestamp, wire::Event};
use serde::{Deserialize, Serialize};

use super::{Depth, Remnant, SentSnap, Snap, Unopened};

/// One person's snaps, both ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// Whose it is.
    pub me: Id,
    /// The server's clock when it was filled.
    pub as_of: Timestamp,
    /// How much of it is known.
    pub depth: Depth,
    /// How far back snaps are listed, where older ones are not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<Timestamp>,
    /// What waits, as far as it is not among the snaps.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", with = "as_list")]
    unopened: BTreeMap<Id, Unopened>,
    snaps: BTreeMap<Id, Snap>,
    remnants: BTreeMap<Id, Remnant>,
    names: BTreeMap<Id, String>,
    /// What is gone: an answer that was under way meanwhile must not bring it to life again.
    #[serde(skip)]
    removed: BTreeSet<Id>,
    /// The same of what was left. A snap and what is left of it have one id.
    #[serde(skip)]
    forgotten: BTreeSet<Id>,
}

/// What waits, without each id twice.
mod as_list {
    use serde::{Deserializer, Serializer};

    use super::{BTreeMap, Deserialize, Id, Unopened};

    pub(super) fn serialize<S: Serializer>(
        unopened: &BTreeMap<Id, Unopened>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(unopened.values())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Id, Unopened>, D::Error> {
        let list = Vec::<Unopened>::deserialize(deserializer)?;
        Ok(list.into_iter().map(|one| (one.id.clone(), one)).collect())
    }
}

/// One piece of news about one snap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was sent, or something happened to it.
    Here(Snap),
    /// Its day is over, or its sender deleted it outright.
    Gone(Id),
    /// Its day is over, and this is left of it.
    Left(Remnant),
    /// Nothing is left of it any more.
    Forgotten(Id),
}

impl Change {
    /// What an event of the tables `snaps` and `remnants` says. `None` when it says nothing about a snap.
    pub fn from_event(event: &Event) -> Option<Self> {
        let is_gone = match event.action() {
            "create" | "update" | "upsert" => false,
            "delete" => true,
            _ => return None,
        };
        // A row of the one table has not the form of the other's.
        if let Some(snap) = Snap::from_event(event) {
            return Some(if is_gone { Self::Gone(snap.id) } else { Self::Here(snap) });
        }
        let left = Remnant::from_event(event)?;
        Some(if is_gone { Self::Forgotten(left.id) } else { Self::Left(left) })
    }
}

impl Mailbox {
    pub fn new(
        me: Id,
        as_of: Timestamp,
        snaps: impl IntoIterator<Item = Snap>,
        remnants: impl IntoIterator<Item = Remnant>,
        names: BTreeMap<Id, String>,
    ) -> Self {
        Self {
            me,
            as_of,
            depth: Depth::Whole,
            since: None,
            unopened: BTreeMap::new(),
            snaps: snaps.into_iter().map(|snap| (snap.id.clone(), snap)).collect(),
            remnants: remnants.into_iter().map(|left| (left.id.clone(), left)).collect(),
            names,
            removed: BTreeSet::new(),
            forgotten: BTreeSet::new(),
        }
    }

    /// The same mailbox, of which only so much is known: snaps since then, and what waits.
    #[must_use]
    pub fn known_to(
        mut self,
        depth: Depth,
        since: Option<Timestamp>,
        unopened: impl IntoIterator<Item = Unopened>,
    ) -> Self {
        let unopened = unopened.into_iter().filter(|one| !self.snaps.contains_key(&one.id));
        self.unopened = unopened.map(|one| (one.id.clone(), one)).collect();
        (self.depth, self.since) = (depth, since);
        self
    }

    /// What is in it, but for the names and the time.
    pub fn parts(&self) -> impl Serialize {
        (self.depth, self.since, &self.unopened, &self.snaps, &self.remnants)
    }

    /// Whether there are older snaps than those that are known.
    pub fn has_more(&self) -> bool {
        self.since.is_some()
    }

    /// Nothing yet: what there is before the first look at it.
    pub fn empty(me: Id) -> Self {
        Self::new(me, Timestamp::from_millis(0), [], [], BTreeMap::new())
    }

    /// What came to me today, taken back or not: what waits stands first, and of each kind the newest.
    pub fn received(&self, now: Timestamp) -> Vec<Snap> {
        let listed = |snap: &Snap| self.is_listed(snap.sent_at) || snap.waits_for(&self.me, now);
        let mine = |snap: &&Snap| snap.recipient == self.me && !snap.is_over(now) && listed(snap);
        let mut found: Vec<_> = self.snaps.values().filter(mine).cloned().collect();
        let order = |snap: &Snap| (snap.waits_for(&self.me, now), snap.sent_at, snap.id.clone());
        found.sort_by_cached_key(|snap| std::cmp::Reverse(order(snap)));
        found
    }

    /// What is left of the snaps that came to me and whose day ended within the last, newest first. Those that nobody has
    /// swept yet are in it as well.
    pub fn expired(&self, now: Timestamp) -> Vec<Remnant> {
        let mine = self.snaps.values().filter(|snap| snap.recipient == self.me);
        let mut found: BTreeMap<_, _> =
            mine.filter_map(Remnant::of).map(|left| (left.id.clone(), left)).collect();
        found.extend(self.remnants.clone());
        let mut found: Vec<_> = found.into_values().filter(|left| left.is_here(now)).collect();
        found.sort_by(|a, b| (b.sent_at, &b.id).cmp(&(a.sent_at, &a.id)));
        found
    }

    /// What I sent, newest first, with what became of each copy.
    pub fn sent(&self) -> Vec<SentSnap> {
        let mine = self.snaps.values().filter(|snap| snap.sender == self.me);
        SentSnap::group(mine.filter(|snap| self.is_listed(snap.sent_at)).cloned())
    }

    /// News about an older snap, of which no list is known, makes it known and does not list it.
    fn is_listed(&self, sent_at: Timestamp) -> bool {
        self.since.is_none_or(|since| sent_at >= since)
    }

    /// What waits for me and whose sender has not been told that it is in my list.
    pub fn undelivered(&self, now: Timestamp) -> Vec<Id> {
        let untold = |snap: &&Snap| snap.waits_for(&self.me, now) && snap.delivered_at.is_none();
        let unopened = self.unopened.values().filter(|one| !one.delivered && !one.is_over(now));
        let unopened = unopened.map(|one| one.id.clone());
        self.snaps.values().filter(untold).map(|snap| snap.id.clone()).chain(unopened).collect()
    }

    /// How many snaps I have not opened, by who sent them. Nobody is in it with none.
    pub fn waiting(&self, now: Timestamp) -> BTreeMap<Id, usize> {
        let mut waiting = BTreeMap::new();
        for snap in self.snaps.values().filter(|snap| snap.waits_for(&self.me, now)) {
            *waiting.entry(snap.sender.clone()).or_default() += 1;
        }
        for one in self.unopened.values().filter(|one| !one.is_over(now)) {
            *waiting.entry(one.sender.clone()).or_default() += 1;
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

    /// Remembers names: those of friends come with the circle, and a snap outlives a friendship.
    pub fn learn(&mut self, names: impl IntoIterator<Item = (Id, String)>) {
        self.names.extend(names);
    }

    /// Whether there is a name for everybody in it, here or where `is_known` looks.
    pub fn knows_everybody(&self, is_known: impl Fn(&Id) -> bool) -> bool {
        let people = self.snaps.values().flat_map(|snap| [&snap.sender, &snap.recipient]);
        let people = people.chain(self.remnants.values().map(|left| &left.sender));
        let people = people.chain(self.unopened.values().map(|one| &one.sender));
        people
            .into_iter()
            .all(|person| *person == self.me || self.names.contains_key(person) || is_known(person))
    }

    /// Takes in one piece of news. Answers with the snap when it is one that has just come to me.
    pub fn apply(&mut self, change: Change) -> Option<Unopened> {
        match change {
            Change::Gone(id) => {
                self.snaps.remove(&id);
                self.unopened.remove(&id);
                self.removed.insert(id);
                None
            }
            Change::Here(snap) if self.removed.contains(&snap.id) => None,
            Change::Here(snap) => self.take_in(snap),
            Change::Left(left) => {
                if !self.forgotten.contains(&left.id) {
                    self.remnants.insert(left.id.clone(), left);
                }
                None
            }
            Change::Forgotten(id) => {
                self.remnants.remove(&id);
                self.forgotten.insert(id);
                None
            }
        }
    }

    /// Takes in a fresh look, at least as deep as what is known. Answers with the snaps that came to me since the last one.
    pub fn absorb(&mut self, fresh: Self) -> Vec<Unopened> {
        let is_in = |snap: &Snap| fresh.snaps.contains_key(&snap.id) || fresh.unopened.contains_key(&snap.id);
        // Snaps that the fresh look would have if they were still there.
        let me = self.me.clone();
        let is_covered = |snap: &Snap| match fresh.depth {
            Depth::Whole => true,
            Depth::Recent => fresh.is_listed(snap.sent_at) || snap.waits_for(&me, fresh.as_of),
            Depth::Waiting => snap.waits_for(&me, fresh.as_of),
        };
        // What the fresh look does not have is over, unless it was sent after that look was taken.
        self.snaps.retain(|_, snap| is_in(snap) || snap.sent_at >= fresh.as_of || !is_covered(snap));
        // What was left after that look was a snap in it, or a day that was not over.
        self.remnants.retain(|id, left| {
            fresh.remnants.contains_key(id) || fresh.snaps.contains_key(id) || left.begins_at() >= fresh.as_of
        });
        for left in fresh.remnants.into_values() {
            self.apply(Change::Left(left));
        }
        self.names.extend(fresh.names);
        self.as_of = self.as_of.max(fresh.as_of);
        (self.depth, self.since) = (self.depth.max(fresh.depth), fresh.since);
        let mut came: Vec<_> =
            fresh.snaps.into_values().filter_map(|snap| self.apply(Change::Here(snap))).collect();
        let before = std::mem::take(&mut self.unopened);
        for (id, one) in fresh.unopened {
            if self.removed.contains(&id) || self.snaps.contains_key(&id) {
                continue;
            }
            if !before.contains_key(&id) {
                came.push(one.clone());
            }
            self.unopened.insert(id, one);
        }
        came
    }

    fn take_in(&mut self, snap: Snap) -> Option<Unopened> {
        let known = self.snaps.get(&snap.id);
        let is_news = self.unopened.remove(&snap.id).is_none() && known.is_none();
        // What happened to it cannot be undone, so an older word about it loses.
        let snap = match known {
            Some(known) => snap.knowing(known),
            None => snap,
        };
        let waits = snap.recipient == self.me && snap.viewed_at.is_none() && snap.removed_at.is_none();
        let came = (is_news && waits).then(|| Unopened::from(&snap));
        self.snaps.insert(snap.id.clone(), snap);
        came
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
            photograph: id.parse().unwrap(),
            sent_at: Timestamp::from_millis(sent_at),
            delivered_at: None,
            viewed_at: None,
            removed_at: None,
            caption: None,
            description: None,
            is_reply: false,
            view_once: false,
            timer: None,
            colour: None,
        }
    }

    fn noors(snaps: impl IntoIterator<Item = Snap>, as_of: i64) -> Mailbox {
        let as_of = Timestamp::from_millis(as_of);
        Mailbox::new("noor".parse().unwrap(), as_of, snaps, [], BTreeMap::new())
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
        assert_eq!(ids(&mailbox.sent()[0].copies), ["c"]);
    }

    #[test]
    fn what_waits_stands_before_what_was_opened_and_what_was_taken_back_is_still_listed() {
        let opened = Snap { viewed_at: Some(now()), ..snap("opened", "maya", "noor", 3) };
        let removed = Snap { removed_at: Some(now()), ..snap("removed", "maya", "noor", 2) };
        let mailbox = noors([opened, removed, snap("waiting", "maya", "noor", 1)], 10);
        assert_eq!(ids(&mailbox.received(now())), ["waiting", "opened", "removed"]);
        assert_eq!(mailbox.received(now().plus_seconds(86_400)), []);
    }

    #[test]
    fn only_what_came_to_me_and_waits_is_told_as_delivered_and_once() {
        let delivered = Snap { delivered_at: Some(now()), ..snap("told", "maya", "noor", 1) };
        let removed = Snap { removed_at: Some(now()), ..snap("removed", "maya", "noor", 1) };
        let mine = snap("mine", "noor", "maya", 1);
        let mailbox = noors([delivered, removed, mine, snap("new", "maya", "noor", 1)], 10);
        assert_eq!(mailbox.undelivered(now()), ["new"]);
    }

    #[test]
    fn words_that_were_taken_back_do_not_return_with_an_older_look() {
        let said = Snap { caption: Some("low tide".into()), ..snap("a", "maya", "noor", 1) };
        let removed = Snap { caption: None, removed_at: Some(now()), ..said.clone() };
        let mut mailbox = noors([removed], 10);
        mailbox.apply(Change::Here(said));
        let listed = &mailbox.received(now())[0];
        assert_eq!((&listed.caption, listed.removed_at), (&None, Some(now())));
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
        assert_eq!(mailbox.sent()[0].copies[0].viewed_at, Some(now()));
    }

    #[test]
    fn somebody_new_is_missing_a_name_until_a_look_brings_it() {
        let mut mailbox = noors([], 0);
        assert!(mailbox.knows_everybody(|_| false));
        mailbox.apply(Change::Here(snap("a", "noor", "maya", 1)));
        assert!(!mailbox.knows_everybody(|_| false));
        let named = BTreeMap::from([("maya".parse().unwrap(), "Maya".to_owned())]);
        mailbox.absorb(Mailbox { names: named, ..noors([snap("a", "noor", "maya", 1)], 10) });
        assert!(mailbox.knows_everybody(|_| false));
    }

    #[test]
    fn what_was_deleted_stays_gone_even_when_an_older_look_still_has_it() {
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
        assert_eq!(came.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["missed"]);
        assert_eq!(ids(&mailbox.received(now())), ["newer", "missed"]);
    }

    /// A look at what waits alone.
    fn waiting_look(unopened: &[&Snap], as_of: i64) -> Mailbox {
        noors([], as_of).known_to(Depth::Waiting, None, unopened.iter().map(|snap| Unopened::from(*snap)))
    }

    #[test]
    fn what_waits_is_counted_without_being_listed_and_once_when_it_is() {
        let (a, b) = (snap("a", "maya", "noor", 1), snap("b", "ben", "noor", 2));
        let mut mailbox = waiting_look(&[&a, &b], 10);
        let (maya, ben): (Id, Id) = ("maya".parse().unwrap(), "ben".parse().unwrap());
        let each = BTreeMap::from([(maya.clone(), 1), (ben, 1)]);
        assert_eq!(
            (mailbox.waiting(now()), mailbox.undelivered(now())),
            (each.clone(), vec![a.id.clone(), b.id.clone()])
        );
        assert_eq!(mailbox.received(now()), []);
        // The inbox opens: the same snaps with all that is known of them.
        let whole = noors([a.clone(), b], 20);
        assert_eq!((mailbox.absorb(whole), mailbox.waiting(now())), (vec![], each));
        assert_eq!(mailbox.depth, Depth::Whole);
        assert!(!mailbox.knows_everybody(|id| *id == maya) && mailbox.knows_everybody(|_| true));
        let over = now().plus_seconds(86_400);
        assert_eq!(waiting_look(&[&a], 10).waiting(over), BTreeMap::new());
    }

    #[test]
    fn news_about_a_snap_that_only_waits_makes_it_known_and_is_no_arrival() {
        let a = snap("a", "maya", "noor", 1);
        let mut mailbox = waiting_look(&[&a], 10);
        let delivered = Snap { delivered_at: Some(now()), ..a.clone() };
        assert_eq!(mailbox.apply(Change::Here(delivered)), None);
        assert_eq!((mailbox.undelivered(now()), mailbox.waiting(now()).len()), (vec![], 1));
        mailbox.apply(Change::Gone(a.id));
        assert_eq!(mailbox.waiting(now()), BTreeMap::new());
    }

    #[test]
    fn a_look_at_what_waits_tells_what_came_and_drops_what_was_opened_elsewhere() {
        let (a, b, c) =
            (snap("a", "maya", "noor", 1), snap("b", "ben", "noor", 2), snap("c", "maya", "noor", 15));
        let mut mailbox = waiting_look(&[&a], 10);
        mailbox.apply(Change::Here(b));
        let came = mailbox.absorb(waiting_look(&[&a, &c], 20));
        assert_eq!(came, [Unopened::from(&c)]);
        assert_eq!(mailbox.waiting(now()), BTreeMap::from([("maya".parse().unwrap(), 2)]));
    }

    #[test]
    fn a_recent_look_lists_nothing_older_than_it_reaches_but_what_waits() {
        let older = |id| snap(id, "maya", "noor", 5);
        let recent = || {
            let since = Some(Timestamp::from_millis(10));
            let unopened = [Unopened::from(&older("older"))];
            noors([snap("new", "maya", "noor", 12)], 20).known_to(Depth::Recent, since, unopened)
        };
        let mut mailbox = recent();
        assert!(mailbox.has_more());
        mailbox.apply(Change::Here(Snap { viewed_at: Some(now()), ..snap("mine", "noor", "maya", 5) }));
        assert_eq!((ids(&mailbox.received(now())), mailbox.sent()), (vec!["new"], vec![]));
        mailbox.apply(Change::Here(older("older")));
        assert_eq!(ids(&mailbox.received(now())), ["new", "older"]);
        // Nothing is known of what is older than the look, so it takes nothing of that away.
        mailbox.apply(Change::Here(Snap { viewed_at: Some(now()), ..older("opened") }));
        mailbox.absorb(recent());
        assert!(mailbox.get(&"opened".parse().unwrap()).is_some());
        mailbox.absorb(noors([snap("new", "maya", "noor", 12), older("older")], 30));
        assert!(!mailbox.has_more() && mailbox.get(&"opened".parse().unwrap()).is_none());
    }

    const DAY: i64 = 86_400_000;

    /// What is left of a snap of Maya's.
    fn left(id: &str, sent_at: i64) -> Remnant {
        Remnant::of(&snap(id, "maya", "noor", sent_at)).unwrap()
    }

    fn expired(mailbox: &Mailbox, now: i64) -> Vec<String> {
        mailbox.expired(Timestamp::from_millis(now)).into_iter().map(|left| left.id.to_string()).collect()
    }

    #[test]
    fn a_snap_is_among_the_expired_from_the_end_of_its_day_on_before_and_after_it_is_swept() {
        let mut mailbox = noors([snap("a", "maya", "noor", 1), snap("mine", "noor", "maya", 1)], 10);
        assert_eq!((expired(&mailbox, DAY), expired(&mailbox, DAY + 1)), (vec![], vec!["a".to_owned()]));
        // The sweeper writes what is left first, and then deletes.
        mailbox.apply(Change::Left(left("a", 1)));
        assert_eq!(expired(&mailbox, DAY + 1), ["a"], "once");
        mailbox.apply(Change::Gone("a".parse().unwrap()));
        assert_eq!(expired(&mailbox, DAY + 1), ["a"]);
        assert_eq!(expired(&mailbox, 2 * DAY + 1), [""; 0], "a day later nothing is");
    }

    #[test]
    fn the_expired_stand_newest_first_and_what_was_taken_back_is_none() {
        let removed = Snap { removed_at: Some(now()), ..snap("removed", "maya", "noor", 1) };
        let mut mailbox = noors([removed], 10);
        for (id, sent_at) in [("a", 1), ("b", 3), ("c", 2)] {
            mailbox.apply(Change::Left(left(id, sent_at)));
        }
        assert_eq!(expired(&mailbox, DAY + 3), ["b", "c", "a"]);
    }

    #[test]
    fn what_is_left_is_no_news_and_needs_a_name() {
        let mut mailbox = noors([], 0);
        assert!(mailbox.apply(Change::Left(left("a", 1))).is_none());
        assert!(!mailbox.knows_everybody(|_| false));
        assert_eq!((mailbox.received(now()), mailbox.waiting(now())), (vec![], BTreeMap::new()));
    }

    #[test]
    fn what_was_forgotten_does_not_return_with_an_older_look() {
        let look =
            |as_of| Mailbox { remnants: [("a".parse().unwrap(), left("a", 1))].into(), ..noors([], as_of) };
        let mut mailbox = look(DAY + 1);
        mailbox.apply(Change::Forgotten("a".parse().unwrap()));
        mailbox.absorb(look(DAY + 2));
        assert_eq!(expired(&mailbox, DAY + 2), [""; 0]);
    }

    #[test]
    fn a_fresh_look_drops_what_is_forgotten_and_keeps_what_was_left_after_it() {
        let mut mailbox = noors([], DAY);
        mailbox.apply(Change::Left(left("missed", 1)));
        mailbox.apply(Change::Left(left("swept", 2)));
        mailbox.apply(Change::Gone("swept".parse().unwrap()));
        mailbox.apply(Change::Left(left("later", 50)));
        // That look was taken before the sweep, and before the day of the last was over.
        mailbox.absorb(noors([snap("swept", "maya", "noor", 2)], DAY + 10));
        assert_eq!(expired(&mailbox, DAY + 50), ["later", "swept"]);
    }

    #[test]
    fn events_of_both_tables_are_told_apart() {
        let told = |table: &str, action: &str, row: serde_json::Value| {
            let mut payload = serde_json::json!({
                "$id": "s1", "$createdAt": "2026-05-26T08:58:37.787+00:00",
                "$updatedAt": "2026-05-26T08:58:37.787+00:00", "$permissions": [], "$sequence": "7",
                "senderId": "maya", "recipientId": "noor",
            });
            payload.as_object_mut().unwrap().extend(row.as_object().unwrap().clone());
            let event = serde_json::json!({
                "events": [format!("tablesdb.appchat-db.tables.{table}.rows.s1.{action}")], "channels": [],
                "timestamp": "2026-05-26T08:58:37.787+00:00", "payload": payload, "subscriptions": [],
            });
            Change::from_event(&serde_json::from_value(event).unwrap())
        };
        let snap = serde_json::json!({ "fileId": "f1" });
        let remnant = serde_json::json!({ "sentAt": "2026-05-26T08:58:37.787+00:00", "openedAt": null });
        assert!(matches!(told("snaps", "create", snap.clone()), Some(Change::Here(_))));
        assert!(matches!(told("snaps", "delete", snap), Some(Change::Gone(_))));
        assert!(matches!(told("remnants", "create", remnant.clone()), Some(Change::Left(_))));
        assert!(matches!(told("remnants", "delete", remnant), Some(Change::Forgotten(_))));
        assert_eq!(told("friendships", "create", serde_json::json!({})), None);
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
