//! What one tab does about my presence, and when: a value that is told what happened and answers what to do. It holds
//! no timer, no socket and no lock, so a test can turn its clock and play all tabs, the network and the server.
//!
//! - One tab **leads**, and it alone talks to the server: one line, so no beat can overtake another. All tabs tell each
//!   other what I chose, where I went and when I was last at the screen, so that any of them can lead next.
//! - What I choose shows here at once. A server that refuses takes it back, with the reason; one that cannot be reached
//!   hears it later.
//! - A leading tab that closes says goodbye, which only brings the end of the record near. Whoever leads next, or the
//!   same page after a reload, beats at once and nobody noticed.
//! - Devices do not know each other. What another one of mine chose is chosen here too; and where I am away, another
//!   one where I am not is not contradicted.

use std::collections::BTreeMap;

use appwrite::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Activity, Answer, BEAT, Dot, LIFE, Label, Saying, Signs, Spot, Status, Wish};
use crate::AppError;

mod face;

use face::Face;

/// After a beat that came to nothing, the next is tried this many seconds later.
const RETRY: i64 = 5;
/// How often, in seconds, a tab tells the others that somebody is at it.
const TELL: i64 = 20;
/// A record of mine that was taken away is put back after this many seconds.
const HUSH: i64 = 2;
/// A choice this young, in seconds, is said again rather than given up for what another device says.
const YOUNG: i64 = 5;

/// A tab, as the others know it.
pub type TabId = u64;

/// My presence as one tab keeps it.
#[derive(Clone, Debug)]
pub struct Pulse {
    pace: Pace,
    running: bool,
    leads: bool,
    activity: Activity,
    wish: Wish,
    spot: Option<Spot>,
    /// Where I went, while the server has not agreed.
    moving: Option<Spot>,
    composing: bool,
    /// Until when other tabs are taken to be composing, unless they say so again.
    composing_elsewhere: BTreeMap<TabId, Timestamp>,
    /// What the server last agreed to: where refused things go back to.
    agreed: (Wish, Option<Spot>),
    /// The beat under way, with the wish it came from.
    under_way: Option<(Saying, Wish)>,
    /// What the record shows, as far as this tab knows.
    on_record: Option<Face>,
    /// When the record was last written by this browser, by the server's clock.
    written: Timestamp,
    /// Another device of mine: what it said, and until when that holds.
    device: Option<(Status, Timestamp)>,
    tried: Option<Timestamp>,
    /// Until when to say nothing.
    hush: Timestamp,
    /// The page is closing, or is put away: a beat would take its goodbye back.
    left: bool,
    failed: bool,
    told: Option<Timestamp>,
    /// The record as it was when the page was opened.
    first: Option<Dot>,
    trouble: Option<AppError>,
}

/// How my presence is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Whether absence is found out and said.
    pub auto: bool,
    /// How often a beat is said, in milliseconds.
    pub heartbeat: u32,
}

/// What tabs of one browser tell each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// A new tab would like to know what I chose.
    Hello,
    Signs {
        signs: Signs,
        composing: bool,
    },
    Wish(Wish),
    /// I went there, and the server has yet to hear of it.
    Moved(Spot),
    /// The server was asked: where I am now, and what was wrong if anything was.
    Settled {
        spot: Option<Spot>,
        trouble: Option<AppError>,
    },
}

/// What is to be done now.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Say this to the server, and report with [`Pulse::answered`].
    Say(Saying),
    Tell(Word),
    /// Take the record away.
    Remove,
    /// Tell the server that this page is closing. There will be no time to wait for an answer.
    Goodbye,
}

/// How I am, for this page to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Mine {
    /// `None`: I am shown to nobody, because I said so.
    pub status: Option<Status>,
    pub label: Option<Label>,
    pub composing: bool,
    pub spot: Option<Spot>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { auto: true, heartbeat: BEAT }
    }
}

impl Pulse {
    /// A page that was just opened. `remembered` is what this browser knows of my choice, `record` what friends are
    /// shown of me at this moment.
    pub fn new(remembered: Option<Wish>, record: Option<&Dot>, spot: Option<Spot>, now: Timestamp) -> Self {
        let wish = chosen_before(remembered, record);
        Self {
            pace: Pace::default(),
            running: false,
            leads: false,
            activity: Activity::new(now),
            agreed: (wish.clone(), spot),
            wish,
            spot,
            moving: None,
            composing: false,
            composing_elsewhere: BTreeMap::new(),
            under_way: None,
            on_record: None,
            written: Timestamp::from_millis(0),
            device: None,
            tried: None,
            hush: Timestamp::from_millis(0),
            left: false,
            failed: false,
            told: None,
            first: record.cloned(),
            trouble: None,
        }
    }

    /// What this browser remembers of my choice, where the page could not know it from the beginning.
    pub fn remember(&mut self, wish: Option<Wish>) {
        if self.wish.at == Timestamp::from_millis(0)
            && let Some(wish) = wish
        {
            self.wish = chosen_before(Some(wish), self.first.as_ref());
            self.agreed.0 = self.wish.clone();
        }
    }

    pub fn mine(&self, now: Timestamp) -> Mine {
        let face = self.face(now);
        Mine {
            status: self.wish.shown.then_some(face.status),
            label: self.wish.label(now).cloned(),
            composing: face.composing,
            spot: self.spot,
        }
    }

    /// What I chose, whether or not I am at the screen.
    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    pub fn trouble(&self) -> Option<&AppError> {
        self.trouble.as_ref()
    }

    pub fn is_running(&self) -> bool {
        self.running
    }

    // What I do.

    /// Begins, or goes on in another way.
    pub fn start(&mut self, pace: Pace, now: Timestamp) -> Vec<Act> {
        self.pace = pace;
        if std::mem::replace(&mut self.running, true) {
            return self.tick(now);
        }
        let mut acts = vec![Act::Tell(Word::Hello)];
        acts.extend(self.tick(now));
        acts
    }

    /// Ends here, and takes the record away everywhere: other tabs fall silent until the next choice.
    pub fn stop(&mut self, now: Timestamp) -> Vec<Act> {
        let acts = self.clear(now);
        self.running = false;
        self.leads = false;
        acts
    }

    /// How I want to be shown from now on. It ends a silence.
    pub fn choose(
        &mut self,
        status: Option<Status>,
        label: Option<Option<Label>>,
        now: Timestamp,
    ) -> Vec<Act> {
        let status = status.unwrap_or(self.wish.status);
        let label = label.unwrap_or_else(|| self.wish.label.clone());
        self.activity.touched(now);
        self.wish_for(Wish { status, label, shown: true, at: now }, now)
    }

    /// Shown to nobody until the next choice; the others are watched as before.
    pub fn clear(&mut self, now: Timestamp) -> Vec<Act> {
        // The other tabs first: whoever leads would put back what went without a reason it knows.
        let mut acts = self.wish_for(Wish { shown: false, ..self.wish.clone() }, now);
        acts.push(Act::Remove);
        acts
    }

    pub fn move_to(&mut self, spot: Spot, now: Timestamp) -> Vec<Act> {
        self.activity.touched(now);
        self.moved(spot);
        let mut acts = vec![Act::Tell(Word::Moved(spot))];
        acts.extend(self.tick(now));
        acts
    }

    /// Whether a snap is being made in this tab.
    pub fn compose(&mut self, composing: bool, now: Timestamp) -> Vec<Act> {
        if std::mem::replace(&mut self.composing, composing) == composing {
            return vec![];
        }
        self.told = None;
        self.tick(now)
    }

    // What happens to this tab.

    /// A key, a pointer, a finger.
    pub fn touched(&mut self, now: Timestamp) -> Vec<Act> {
        if self.activity.is_away(now) {
            self.told = None;
        }
        self.activity.touched(now);
        self.tick(now)
    }

    pub fn seen(&mut self, visible: bool, now: Timestamp) -> Vec<Act> {
        self.activity.seen(visible, now);
        self.told = None;
        self.tick(now)
    }

    /// This tab speaks for all of them from now on.
    pub fn lead(&mut self, now: Timestamp) -> Vec<Act> {
        self.leads = true;
        self.at_once();
        self.tick(now)
    }

    /// This page is closing, or is put away where it cannot speak.
    pub fn leaving(&mut self) -> Vec<Act> {
        let speaks = self.running && self.leads && self.wish.shown && !self.left;
        self.at_once();
        self.left = true;
        if speaks { vec![Act::Goodbye] } else { vec![] }
    }

    /// This page is back, or the network is: nobody knows how long the record was left alone.
    pub fn back(&mut self, now: Timestamp) -> Vec<Act> {
        self.left = false;
        self.at_once();
        self.tick(now)
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Timestamp) -> Vec<Act> {
        let mut acts: Vec<Act> = self.tell(now).into_iter().map(Act::Tell).collect();
        acts.extend(self.beat(now).map(Act::Say));
        acts
    }

    // What others say.

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

    /// The record of mine that the server told of, by the server's clock. Perhaps this browser's own, perhaps not.
    pub fn heard_mine(&mut self, record: &Dot, server_now: Timestamp, now: Timestamp) -> Vec<Act> {
        let face = Face::of(record);
        let asked = self.under_way.as_ref().is_some_and(|(saying, _)| Face::asked(saying) == face);
        if !self.leads || asked || record.updated <= self.written {
            return vec![];
        }
        // Somebody else wrote it: a device of mine, or a page of mine that closed.
        self.on_record = Some(face.clone());
        self.device = record.expires.map(|until| (face.status, until));
        if record.expires.is_some_and(|until| until <= server_now.plus_seconds(TELL)) {
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
        let Some((saying, wish)) = self.under_way.take() else { return vec![] };
        self.failed = answer.is_err();
        let mut acts = vec![];
        match answer {
            Ok(answer) => self.agreed_to(&saying, wish, &answer),
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

    fn agreed_to(&mut self, saying: &Saying, wish: Wish, answer: &Answer) {
        self.trouble = None;
        self.on_record = Some(Face::asked(saying));
        self.written = answer.record.as_ref().map_or(self.written, |record| record.updated.max(self.written));
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

    fn wish_for(&mut self, mut wish: Wish, now: Timestamp) -> Vec<Act> {
        self.hush = now;
        wish.at = self.newer_than_mine(now);
        self.wish = wish;
        self.failed = false;
        let mut acts = vec![Act::Tell(Word::Wish(self.wish.clone()))];
        acts.extend(self.tick(now));
        acts
    }

    /// Of two wishes within one millisecond the later is to hold as well.
    fn newer_than_mine(&self, now: Timestamp) -> Timestamp {
        now.max(Timestamp::from_millis(self.wish.at.millis() + 1))
    }

    fn moved(&mut self, spot: Spot) {
        self.spot = Some(spot);
        self.moving = Some(spot);
        self.failed = false;
    }

    fn at_once(&mut self) {
        self.tried = None;
        self.failed = false;
    }

    fn face(&self, now: Timestamp) -> Face {
        let away = self.pace.auto && self.activity.is_away(now);
        Face {
            status: self.wish.status(away, now),
            label: self.wish.label(now).map(Label::without_end),
            composing: self.composing || self.composing_elsewhere.values().any(|until| *until > now),
        }
    }

    fn beat(&mut self, now: Timestamp) -> Option<Saying> {
        let may = self.running && self.leads && self.wish.shown && !self.left && now >= self.hush;
        if !may || self.under_way.is_some() {
            return None;
        }
        let face = self.face(now);
        let pause = if self.failed { RETRY * 1000 } else { i64::from(self.pace.heartbeat) };
        let due = self.tried.is_none_or(|tried| now.millis() >= tried.millis() + pause);
        let new = !self.failed && (self.moving.is_some() || self.on_record.as_ref() != Some(&face));
        if !(due || new) || self.another_device_is_here(&face, now) {
            return None;
        }
        let label = self.wish.label(now).cloned();
        let saying = Saying { place: self.moving, status: face.status, label, composing: face.composing };
        self.under_way = Some((saying.clone(), self.wish.clone()));
        self.tried = Some(now);
        Some(saying)
    }

    /// Whether I am only away from this device.
    fn another_device_is_here(&self, face: &Face, now: Timestamp) -> bool {
        let absent = face.status == Status::Away && self.wish.status != Status::Away && self.moving.is_none();
        absent && self.device.is_some_and(|(status, until)| status != Status::Away && until > now)
    }

    /// Whether what is on record is a choice I made on another device, and not only an absence from it.
    fn is_anothers_choice(&self, on_record: &Face, now: Timestamp) -> bool {
        let mine = Face { composing: on_record.composing, ..self.face(now) };
        let absence = on_record.label == mine.label
            && [on_record.status, mine.status].contains(&Status::Away)
            && self.wish.status == Status::Online;
        *on_record != mine && !absence && now > self.wish.at.plus_seconds(YOUNG)
    }

    fn tell(&mut self, now: Timestamp) -> Option<Word> {
        let worth_telling = self.activity.is_visible() || self.composing || self.told.is_none();
        let due = self.told.is_none_or(|told| now >= told.plus_seconds(TELL));
        if !self.running || !due || !worth_telling {
            return None;
        }
        self.told = Some(now);
        Some(Word::Signs { signs: self.activity.signs(now), composing: self.composing })
    }
}

/// What I had chosen when this page was opened. A record that stands is the newest word, except that being away may
/// only have been found out.
fn chosen_before(remembered: Option<Wish>, record: Option<&Dot>) -> Wish {
    let remembered = remembered.unwrap_or_default();
    match record {
        Some(dot) if remembered.shown && dot.status != Status::Away => {
            let same = dot.label == remembered.label.as_ref().map(Label::without_end);
            let label = if same { remembered.label } else { dot.label.clone() };
            Wish { status: dot.status, label, ..remembered }
        }
        _ => remembered,
    }
}

#[cfg(test)]
mod tests;
