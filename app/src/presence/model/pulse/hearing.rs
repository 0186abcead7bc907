//! What the pulse hears: of other tabs and devices of mine, and of the server.

use appwrite::Timestamp;

use super::{Act, Face, Pulse, TELL, TabId, UnderWay, Word};
use crate::{
    AppError,
    presence::model::{Answer, Dot, LIFE, Saying, Spot, Status, Wish},
};

/// A record of mine that was taken away is put back after this many seconds.
const HUSH: i64 = 2;
/// A choice this young, in seconds, is said again rather than given up for what another device says.
const YOUNG: i64 = 5;

impl Pulse {
    /// Another tab of this browser.
    pub fn heard(&mut self, from: TabId, word: Word, now: Timestamp) -> Vec<Act> {
        match word {
            Word::Hello if self.leads => return vec![Act::Tell(Word::Wish(self.wish.clone()))],
            Word::Hello => {}
            Word::Signs { signs, composing } => {
                self.activity.heard(signs);
                match composing {
                    true => self.composing_elsewhere.insert(from, now.plus_seconds(LIFE)),
                    false => self.composing_elsewhere.remove(&from),
                };
            }
            Word::Wish(wish) if wish.at > self.wish.at => {
                self.wish = wish;
                self.failed = false;
            }
            Word::Wish(_) => {}
            Word::Moved(spot) => self.moved(spot),
            // About an older move than the one that is on its way from here.
            Word::Settled { spot, trouble: None } if self.moving.is_some() && self.moving != spot => {}
            Word::Settled { spot, trouble } => {
                self.moving = None;
                self.spot = spot.or(self.spot);
                self.agreed = (self.wish.clone(), self.spot);
                self.trouble = trouble;
            }
        }
        self.tick(now)
    }

    /// The record of mine that the server told of. Perhaps this browser's own, perhaps not.
    pub fn heard_mine(&mut self, record: &Dot, now: Timestamp) -> Vec<Act> {
        let face = Face::of(record);
        let asked = self.under_way.as_ref().is_some_and(|beat| Face::asked(&beat.saying) == face);
        if !self.leads || asked || record.updated <= self.written {
            return vec![];
        }
        // Somebody else wrote it: a device of mine, or a page of mine that closed.
        self.on_record = Some(face.clone());
        self.device = record.expires.map(|until| (face.status, until));
        if record.expires.is_some_and(|until| until <= now.plus_seconds(TELL)) {
            self.device = None;
            self.at_once();
            return self.tick(now);
        }
        if self.is_anothers_choice(&face, now) {
            let wish = Wish { status: face.status, label: face.label, shown: true, at: now };
            return self.wish_for(wish, now);
        }
        self.tick(now)
    }

    /// Where the server knows me to be: perhaps I moved from another device.
    pub fn kept_at(&mut self, spot: Option<Spot>) -> Vec<Act> {
        if self.moving.is_none() && spot.is_some() {
            self.spot = spot;
            self.agreed.1 = spot;
        }
        vec![]
    }

    /// The record of mine is gone, and I am here. Perhaps I have just signed out, and the session is about to follow:
    /// so not at once.
    pub fn lost_mine(&mut self, now: Timestamp) -> Vec<Act> {
        self.on_record = None;
        self.device = None;
        self.at_once();
        self.hush = now.plus_seconds(HUSH);
        self.tick(now)
    }

    /// What became of the beat under way.
    pub fn answered(&mut self, answer: Result<Answer, AppError>, now: Timestamp) -> Vec<Act> {
        let Some(UnderWay { saying, wish, renews }) = self.under_way.take() else { return vec![] };
        self.failed = answer.is_err();
        let mut acts = vec![];
        match answer {
            // There is nothing to renew: the record ended, or is not mine to change. The whole beat follows.
            Err(AppError::Gone) if renews => self.at_once(),
            Ok(answer) if renews => self.renewed(&answer),
            Ok(answer) => self.agreed_to(&saying, wish, &answer, now),
            Err(AppError::Offline) => self.trouble = Some(AppError::Offline),
            Err(refusal) => {
                self.trouble = Some(refusal);
                acts.extend(self.take_back(&saying, &wish, now));
            }
        }
        // Whoever asked for silence meanwhile would otherwise be put back by this beat.
        if !self.running || !self.wish.shown {
            acts.push(Act::Remove);
        }
        if self.moving.is_none() {
            acts.push(Act::Tell(Word::Settled { spot: self.spot, trouble: self.trouble.clone() }));
        }
        acts.extend(self.tick(now));
        acts
    }

    fn renewed(&mut self, answer: &Answer) {
        self.trouble = None;
        self.note_write(answer);
    }

    fn note_write(&mut self, answer: &Answer) {
        self.written = answer.record.as_ref().map_or(self.written, |record| record.updated.max(self.written));
    }

    fn agreed_to(&mut self, saying: &Saying, wish: Wish, answer: &Answer, now: Timestamp) {
        self.trouble = None;
        self.on_record = Some(Face::asked(saying));
        // A ghost has no record to renew.
        self.whole = answer.record.is_some().then_some(now);
        self.note_write(answer);
        if self.moving == saying.place {
            self.moving = None;
            self.spot = answer.spot.or(self.spot);
        }
        self.agreed = (wish, answer.spot.or(self.agreed.1));
        // A server that has forgotten where I am is told again with the next beat.
        if answer.spot.is_none() && self.moving.is_none() && saying.place.is_none() {
            self.moving = self.spot;
        }
    }

    /// What the server refused goes back to what it had agreed to, unless I have changed it again meanwhile.
    fn take_back(&mut self, saying: &Saying, wish: &Wish, now: Timestamp) -> Option<Act> {
        if saying.place.is_some() && self.moving == saying.place {
            self.moving = None;
            self.spot = self.agreed.1;
        }
        if self.wish != *wish || *wish == self.agreed.0 {
            return None;
        }
        self.wish = Wish { at: self.newer_than_mine(now), ..self.agreed.0.clone() };
        self.agreed.0 = self.wish.clone();
        Some(Act::Tell(Word::Wish(self.wish.clone())))
    }

    /// Whether what is on record is a choice I made on another device, and not only an absence from it.
    fn is_anothers_choice(&self, on_record: &Face, now: Timestamp) -> bool {
        let mine = Face { composing: on_record.composing, ..self.face(now) };
        let absence = on_record.label == mine.label
            && [on_record.status, mine.status].contains(&Status::Away)
            && self.wish.status == Status::Online;
        *on_record != mine && !absence && now > self.wish.at.plus_seconds(YOUNG)
    }
}
