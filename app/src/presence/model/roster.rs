//! Who is here. Everything that changes the list ends in [`Roster::apply`], and the newest word about a person wins.

use std::collections::{BTreeMap, BTreeSet};

use appwrite::{Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Dot, Ghost, Spot};

/// Everyone whose presence I may see, me among them for as long as this page is open.
#[derive(Clone, Debug)]
pub struct Roster {
    me: Id,
    dots: BTreeMap<Id, Dot>,
    /// When those who left did, so that an older word does not bring them back.
    left: BTreeMap<Id, Timestamp>,
    /// Whom I want to see. Anybody may let me read their presence, so being readable makes nobody a friend; and a
    /// word of somebody who was one may still be under way.
    friends: BTreeSet<Id>,
    /// Where some of them are more precisely than their presence says. It may be known before they are here.
    finer: BTreeMap<Id, Spot>,
    /// How many lists are being read.
    readings: u32,
    /// News heard while lists are being read, to be heard again after each.
    waiting: Vec<Word>,
    /// Moves of mine that the server has not answered yet. Meanwhile I know best where I am.
    unanswered_moves: u32,
}

/// Who my friends are, and who of us is here: one look at both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Company {
    pub friends: BTreeSet<Id>,
    pub dots: Vec<Dot>,
    /// My exact place, as it is kept.
    pub my_spot: Option<Spot>,
    /// Whether I am shown to nobody.
    pub ghost: Option<Ghost>,
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
            friends: BTreeSet::new(),
            finer: BTreeMap::new(),
            readings: 0,
            waiting: vec![],
            unanswered_moves: 0,
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

    /// I am here now, whatever anybody says until the server has answered.
    pub fn move_me(&mut self, spot: Spot) -> Option<Change> {
        self.unanswered_moves += 1;
        self.place_me(spot)
    }

    /// The server has heard of this many moves of mine, and has this on record now.
    pub fn moves_answered(&mut self, moves: u32, record: Dot) -> Option<Change> {
        self.unanswered_moves = self.unanswered_moves.saturating_sub(moves);
        self.apply(Word::Here(record))
    }

    /// Where I was when this browser last knew, if nothing newer is known.
    pub fn remember_me_at(&mut self, spot: Spot) -> Option<Change> {
        match self.dots.get(&self.me) {
            Some(dot) if dot.spot.is_some() => None,
            _ => self.place_me(spot),
        }
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
        if id == self.me && (self.unanswered_moves > 0 || dot.spot.is_none()) {
            dot.spot = held.spot;
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
        self.dots.remove(id).map(|dot| Change::Went(dot.id))
    }

    fn place_me(&mut self, spot: Spot) -> Option<Change> {
        let dot = self.dots.get_mut(&self.me)?;
        let changed = dot.spot != Some(spot);
        dot.spot = Some(spot);
        changed.then(|| Change::Changed(self.me.clone()))
    }
}

#[cfg(test)]
mod tests;
