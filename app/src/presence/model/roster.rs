//! Who is here. Everything that changes the list ends in [`Roster::apply`], and the newest word about a person wins.

use std::collections::{BTreeMap, BTreeSet};

use appwrite::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Dot, Spot, pulse::Mine};
use crate::{gazetteer::model::Named, privacy::model::SeenAs};

/// Everyone whose presence I may see, me among them for as long as this page is open.
#[derive(Clone, Debug)]
pub struct Roster {
    me: Id,
    dots: BTreeMap<Id, Dot>,
    /// When those who left did, so that an older word does not bring them back.
    left: BTreeMap<Id, Timestamp>,
    /// When those who are gone last said anything, however it was learnt that they are.
    seen: BTreeMap<Id, Timestamp>,
    /// Whom I want to see. Anybody may let me read their presence, so being readable makes nobody a friend; and a
    /// word of somebody who was one may still be under way.
    friends: BTreeSet<Id>,
    /// Where some of them are more precisely than their presence says. It may be known before they are here.
    finer: BTreeMap<Id, Spot>,
    /// How many lists are being read.
    readings: u32,
    /// News heard while lists are being read, to be heard again after each.
    waiting: Vec<Word>,
    /// Whether I show myself. I know best how and where I am; of me only the times are taken from what is said,
    /// and my colour, which I may have chosen elsewhere.
    shown: bool,
}

/// Who my friends are, and who of us is here: one look at both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Company {
    pub friends: BTreeSet<Id>,
    pub dots: Vec<Dot>,
    /// My exact place, as it is kept.
    pub my_spot: Option<Spot>,
    /// Whether and how precisely I am shown to my friends.
    pub seen_as: SeenAs,
    /// What the places of all of us are called.
    pub names: Vec<Named>,
}

/// Something that was said about somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    Here(Dot),
    /// Gone, as of what they last said at this time.
    Left(Id, Timestamp),
    /// Where they are more precisely than their presence says; `None` when that is no longer mine to know.
    Placed(Id, Option<Spot>),
    /// No longer a friend: out of sight at once, whatever else is still under way.
    Parted(Id),
    /// A friend from now on.
    Befriended(Id),
}

/// What became of a person on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Came(Id),
    Changed(Id),
    Went(Id),
}

impl Roster {
    /// Only me, who have not said anything yet.
    pub fn new(me: Dot) -> Self {
        Self {
            me: me.id.clone(),
            dots: BTreeMap::from([(me.id.clone(), me)]),
            left: BTreeMap::new(),
            seen: BTreeMap::new(),
            friends: BTreeSet::new(),
            finer: BTreeMap::new(),
            readings: 0,
            waiting: vec![],
            shown: true,
        }
    }

    pub fn get(&self, id: &Id) -> Option<&Dot> {
        self.dots.get(id)
    }

    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        self.dots.keys()
    }

    /// Takes one word. `None` when it changes nothing that anybody could see.
    pub fn apply(&mut self, word: Word) -> Option<Change> {
        if self.readings > 0 {
            self.waiting.push(word.clone());
        }
        self.take(word)
    }

    fn take(&mut self, word: Word) -> Option<Change> {
        match word {
            Word::Here(dot) => self.here(dot),
            Word::Left(id, at) => self.gone(&id, at),
            Word::Placed(id, spot) => self.placed(id, spot),
            Word::Parted(id) => {
                self.friends.remove(&id);
                self.remove(&id)
            }
            Word::Befriended(id) => {
                self.friends.insert(id);
                None
            }
        }
    }

    /// A list is being read from now on; news is remembered until [`Roster::read`] or [`Roster::stop_reading`].
    pub fn start_reading(&mut self) {
        self.readings += 1;
    }

    /// A list that was being read ended, with an answer or without. Gives what was heard meanwhile.
    pub fn stop_reading(&mut self) -> Vec<Word> {
        self.readings = self.readings.saturating_sub(1);
        // Another list may be older than this news.
        if self.readings > 0 { self.waiting.clone() } else { std::mem::take(&mut self.waiting) }
    }

    /// The list came: it says who is here, and the news heard meanwhile comes after it.
    pub fn read(&mut self, list: Company) -> Vec<Change> {
        let news = self.stop_reading();
        self.friends = list.friends;
        self.finer = list.dots.iter().filter_map(|dot| Some((dot.id.clone(), dot.finer?))).collect();
        let listed: BTreeSet<&Id> = list.dots.iter().map(|dot| &dot.id).collect();
        let missing: Vec<Id> =
            self.dots.keys().filter(|id| **id != self.me && !listed.contains(id)).cloned().collect();
        let mut changes: Vec<Change> = missing.iter().filter_map(|id| self.remove(id)).collect();
        changes.extend(list.dots.into_iter().filter_map(|dot| self.here(dot)));
        changes.extend(news.into_iter().filter_map(|word| self.take(word)));
        changes
    }

    /// The list came and is the one that is known, but that these people said something: the news heard meanwhile comes
    /// after it.
    pub fn read_dots(&mut self, dots: Vec<Dot>) -> Vec<Change> {
        let news = self.stop_reading();
        let mut changes: Vec<Change> = dots.into_iter().filter_map(|dot| self.here(dot)).collect();
        changes.extend(news.into_iter().filter_map(|word| self.take(word)));
        changes
    }

    /// How I am, which nobody knows better.
    pub fn i_am(&mut self, mine: Mine) -> Option<Change> {
        let me = self.dots.get_mut(&self.me)?;
        let was = (me.clone(), self.shown);
        self.shown = mine.status.is_some();
        me.status = mine.status.unwrap_or_default();
        (me.spot, me.label, me.composing) = (mine.spot, mine.label, mine.composing);
        (was != (me.clone(), self.shown)).then(|| Change::Changed(self.me.clone()))
    }

    /// Whose presences I want to hear of: my friends', whether or not they are here, and my own.
    pub fn followed(&self) -> BTreeSet<Id> {
        self.friends.iter().chain([&self.me]).cloned().collect()
    }

    /// One of [`Roster::shown`].
    pub fn visible(&self, id: &Id) -> Option<&Dot> {
        self.dots.get(id).filter(|_| self.shown || *id != self.me)
    }

    /// Everyone who is here, me among them unless I show myself to nobody.
    pub fn shown(&self) -> Vec<Id> {
        self.dots.keys().filter(|id| self.shown || **id != self.me).cloned().collect()
    }

    /// When somebody who is not here any more last said anything, as far as is known here.
    pub fn last_seen(&self, id: &Id) -> Option<Timestamp> {
        self.seen.get(id).copied()
    }

    /// Takes out who has gone quiet. Not me: as long as this page is open, I am here.
    pub fn prune(&mut self, now: Timestamp) -> Vec<Change> {
        let quiet = |dot: &Dot| dot.id != self.me && dot.expires.is_some_and(|at| at <= now);
        let gone: Vec<(Id, Timestamp)> =
            self.dots.values().filter(|dot| quiet(dot)).map(|dot| (dot.id.clone(), dot.updated)).collect();
        gone.into_iter().filter_map(|(id, at)| self.gone(&id, at)).collect()
    }

    /// When the next person goes quiet, if nobody says anything.
    pub fn next_expiry(&self) -> Option<Timestamp> {
        self.dots.values().filter(|dot| dot.id != self.me).filter_map(|dot| dot.expires).min()
    }

    fn here(&mut self, mut dot: Dot) -> Option<Change> {
        let id = dot.id.clone();
        let late = self.left.get(&id).is_some_and(|at| dot.updated <= *at);
        let stranger = id != self.me && !self.friends.contains(&id);
        if late || stranger {
            return None;
        }
        self.left.remove(&id);
        dot.finer = self.finer.get(&id).copied();
        let Some(held) = self.dots.get_mut(&id) else {
            self.dots.insert(id.clone(), dot);
            return Some(Change::Came(id));
        };
        if dot.updated < held.updated {
            return None;
        }
        if id == self.me {
            dot = Dot { updated: dot.updated, expires: dot.expires, hue: dot.hue, ..held.clone() };
        }
        let changed = *held != dot;
        *held = dot;
        changed.then_some(Change::Changed(id))
    }

    fn placed(&mut self, id: Id, spot: Option<Spot>) -> Option<Change> {
        match spot {
            Some(spot) => self.finer.insert(id.clone(), spot),
            None => self.finer.remove(&id),
        };
        let held = self.dots.get_mut(&id)?;
        let changed = held.finer != spot;
        held.finer = spot;
        changed.then_some(Change::Changed(id))
    }

    fn gone(&mut self, id: &Id, at: Timestamp) -> Option<Change> {
        let newer = self.dots.get(id).is_some_and(|held| held.updated > at);
        if newer || *id == self.me {
            return None;
        }
        let left = self.left.entry(id.clone()).or_insert(at);
        *left = at.max(*left);
        self.remove(id)
    }

    fn remove(&mut self, id: &Id) -> Option<Change> {
        let dot = self.dots.remove(id)?;
        self.seen.insert(id.clone(), dot.updated);
        Some(Change::Went(dot.id))
    }
}

#[cfg(test)]
mod tests;
