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

use super::{Activity, BEAT, Dot, Label, Saying, Signs, Spot, Status, Wish};
use crate::AppError;

mod beat;
mod face;
mod hearing;

use face::Face;

/// How often, in seconds, a tab tells the others that somebody is at it.
const TELL: i64 = 20;

/// Every so many seconds a beat writes the whole record, although nothing has changed. It repairs what an interrupted
/// change of friendships or settings left behind, and says how long ago I was here.
pub const WHOLE_EVERY: i64 = 5 * 60;

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
    under_way: Option<UnderWay>,
    /// When the server last wrote the whole record for this tab. `None`: the next beat is a whole one.
    whole: Option<Timestamp>,
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

/// A beat that the server has not answered yet.
#[derive(Clone, Debug)]
struct UnderWay {
    saying: Saying,
    /// The wish it came from.
    wish: Wish,
    /// Whether it only moves the record's expiry.
    renews: bool,
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
    /// Nothing about me has changed: move only the record's expiry, and report with [`Pulse::answered`].
    Renew,
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
            whole: None,
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

    /// Something that the record says has changed, and this tab does not know what.
    pub fn write_now(&mut self, now: Timestamp) -> Vec<Act> {
        self.at_once();
        self.tick(now)
    }

    /// The clock was corrected by more than moments, either way. What waited for a time by the old one waits no longer.
    pub fn clock_was_corrected(&mut self, now: Timestamp) -> Vec<Act> {
        self.hush = self.hush.min(now);
        self.told = None;
        self.activity.not_after(now);
        self.at_once();
        self.tick(now)
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Timestamp) -> Vec<Act> {
        let mut acts: Vec<Act> = self.tell(now).into_iter().map(Act::Tell).collect();
        acts.extend(self.beat(now));
        acts
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

    /// The next beat goes at once, and is a whole one: nobody knows what happened to the record meanwhile.
    fn at_once(&mut self) {
        self.whole = None;
        self.tried = None;
        self.failed = false;
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
