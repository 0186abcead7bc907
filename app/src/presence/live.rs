//! The handle: the roster and my own presence as signals. On the server it holds what was read before the page was
//! rendered; a browser keeps it true by the one connection, and beats.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use appwrite::{Id, Timestamp};
use leptos::prelude::*;

use super::model::{
    Change, Company, Dot, Entry, Label, Roster, Spot, Status, Wish,
    pulse::{Act, Mine, Pace, Pulse},
};
use crate::{AppError, account::Me, clock::now};

#[cfg(feature = "browser")]
mod attention;
#[cfg(feature = "browser")]
mod ear;
#[cfg(feature = "browser")]
mod heart;
#[cfg(feature = "browser")]
mod memory;
#[cfg(feature = "browser")]
mod tabs;
#[cfg(feature = "browser")]
mod zone;

/// Who is here, and how I am. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Presence {
    id: StoredValue<Id>,
    roster: StoredValue<Roster>,
    people: RwSignal<Vec<Id>>,
    slots: StoredValue<Slots>,
    ready: RwSignal<bool>,
    pulse: StoredValue<Pulse>,
    mine: RwSignal<Mine>,
    wish: RwSignal<Wish>,
    error: RwSignal<Option<AppError>>,
    ghost: RwSignal<bool>,
    on_record: RwSignal<bool>,
    minute: RwSignal<Option<Timestamp>>,
    #[cfg(feature = "browser")]
    browser: heart::Browser,
}

/// What is known of each person anybody has looked at. A lock of its own, because a server draws parts of a page on
/// several threads at once, and a stored value that is being written cannot be read.
type Slots = Arc<Mutex<BTreeMap<Id, ArcRwSignal<Option<Dot>>>>>;

/// How my presence is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether to find out and say that I am away.
    pub auto: bool,
    /// What to choose at the beginning. `None`: what I had chosen before.
    pub status: Option<Status>,
    /// How often to say that I am here, in milliseconds.
    pub heartbeat: u32,
}

impl Default for Options {
    fn default() -> Self {
        let Pace { auto, heartbeat } = Pace::default();
        Self { auto, status: None, heartbeat }
    }
}

/// What I say beside my status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub label: Option<Label>,
}

/// Makes the roster reachable below the calling component, starting with what was read for the first render. A
/// browser keeps it true from then on, and beats for `me`.
pub fn provide_presence(me: &Me, first: Result<Company, AppError>) -> Presence {
    let presence = Presence::new(me, first);
    #[cfg(feature = "browser")]
    heart::keep_beating(presence);
    provide_context(presence);
    presence
}

/// Who is here and how I am, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_presence() -> Presence {
    expect_context()
}

/// Who is here.
impl Presence {
    /// Everyone who is here, me included, in the order of ids. Notifies whenever anything about anybody changes: for
    /// rows and pins, take [`Presence::people`] and [`Presence::of`] instead.
    pub fn list(self) -> Signal<Vec<Entry>> {
        let people = self.people;
        Signal::derive(move || people.get().iter().filter_map(|id| self.slot(id).get().map(entry)).collect())
    }

    /// The same by user id.
    pub fn records(self) -> Signal<BTreeMap<Id, Entry>> {
        let list = self.list();
        Signal::derive(move || list.get().into_iter().map(|one| (one.user_id.clone(), one)).collect())
    }

    /// The ids of everyone who is here, me included. Notifies when somebody comes or goes, and only then.
    pub fn people(self) -> Signal<Vec<Id>> {
        self.people.into()
    }

    /// One person, while they are here. Notifies when something about this person changes, and only then.
    pub fn of(self, user: &Id) -> Memo<Option<Entry>> {
        let slot = self.slot(user);
        Memo::new(move |_| slot.get().map(entry))
    }

    /// Reads one person as they are now; `None` while they are not here. Tracks this person alone, as [`Presence::of`] does,
    /// and keeps nothing of its own.
    pub fn read<T>(self, user: &Id, read: impl FnOnce(Option<&Dot>) -> T) -> T {
        self.slot(user).with(|dot| read(dot.as_ref()))
    }

    /// Everyone who is here at this moment. Reads no signal.
    pub fn all(self) -> Vec<Entry> {
        untrack(|| self.list().get())
    }

    /// When somebody who is not here any more last said anything, as far as this page knows.
    pub fn last_seen(self, user: &Id) -> Option<Timestamp> {
        self.roster.try_with_value(|roster| roster.last_seen(user)).flatten()
    }

    /// The server's time, told anew every minute. `None` until this page has heard from the server.
    pub fn minute(self) -> Signal<Option<Timestamp>> {
        self.minute.into()
    }

    /// Whether the roster was read since the connection was made: from then on nothing is missed.
    pub fn ready(self) -> Signal<bool> {
        self.ready.into()
    }
}

/// How I am.
impl Presence {
    /// My own id.
    pub fn my_id(self) -> Id {
        self.id.get_value()
    }

    /// My own status as it is shown; `None` while I am shown to nobody.
    pub fn me(self) -> Memo<Option<Status>> {
        Memo::new(move |_| self.my_status())
    }

    /// The same as of now. Reads signals.
    pub fn my_status(self) -> Option<Status> {
        self.mine.with(|mine| mine.status).filter(|_| !self.ghost.get())
    }

    /// Whether the server has a presence of mine, as far as this page knows: it has none while I am a ghost.
    pub fn is_on_record(self) -> Signal<bool> {
        self.on_record.into()
    }

    /// What I chose, whether or not I am at the screen.
    pub fn chosen(self) -> Signal<Wish> {
        self.wish.into()
    }

    /// Where I am, exactly, once I have said.
    pub fn my_spot(self) -> Memo<Option<Spot>> {
        Memo::new(move |_| self.mine.with(|mine| mine.spot))
    }

    /// Why friends may not see what I last said; `None` while all is well.
    pub fn error(self) -> Signal<Option<AppError>> {
        self.error.into()
    }

    /// Begins to say that I am here, or goes on in another way. The `/app` layout has called it already.
    pub fn start(self, options: Options) {
        let pace = Pace { auto: options.auto, heartbeat: options.heartbeat };
        self.happens(|pulse, now| {
            let mut acts = pulse.start(pace, now);
            if options.status.is_some() {
                acts.extend(pulse.choose(options.status, None, now));
            }
            acts
        });
    }

    /// Chooses how I am shown: here at once, and for my friends as soon as the server knows. What is `None` stays as
    /// it was. If the server refuses, it is taken back and [`Presence::error`] says why.
    pub fn set(self, status: impl Into<Option<Status>>, words: impl Into<Option<Words>>) {
        let (status, words) = (status.into(), words.into());
        self.happens(|pulse, now| pulse.choose(status, words.map(|words| words.label), now));
    }

    /// Takes my presence away, for everybody; I go on seeing the others. Nothing says it again until the next
    /// [`Presence::set`].
    pub fn clear(self) {
        self.happens(Pulse::clear);
    }

    /// Ends it: my presence goes, and this page neither beats nor follows my absences any more.
    pub fn stop(self) {
        self.happens(Pulse::stop);
    }

    /// Puts my pin somewhere else, in the way of [`Presence::set`].
    pub fn move_to(self, spot: Spot) {
        self.happens(|pulse, now| pulse.move_to(spot, now));
    }

    /// Whether a snap is being made on this page.
    pub fn compose(self, composing: bool) {
        self.happens(|pulse, now| pulse.compose(composing, now));
    }
}

/// How it works inside.
impl Presence {
    fn new(me: &Me, first: Result<Company, AppError>) -> Self {
        let trouble = first.as_ref().err().cloned();
        let company = first.unwrap_or_default();
        let record = company.dots.iter().find(|dot| dot.id == me.id);
        let pulse = Pulse::new(None, record, company.my_spot, now());
        let is_on_record = record.is_some();
        let name = if me.guest { "" } else { &me.name };
        let (mine, wish, is_ghost) =
            (pulse.mine(now()), pulse.wish().clone(), company.seen_as.ghost.is_some());
        let mut roster = Roster::new(Dot { hue: me.hue, ..Dot::silent(me.id.clone(), name) });
        roster.read(company);
        roster.i_am(mine.clone());
        Self {
            id: StoredValue::new(me.id.clone()),
            people: RwSignal::new(roster.shown()),
            slots: StoredValue::new(Slots::default()),
            roster: StoredValue::new(roster),
            ready: RwSignal::new(false),
            pulse: StoredValue::new(pulse),
            mine: RwSignal::new(mine),
            wish: RwSignal::new(wish),
            error: RwSignal::new(trouble),
            ghost: RwSignal::new(is_ghost),
            on_record: RwSignal::new(is_on_record),
            minute: RwSignal::new(None),
            #[cfg(feature = "browser")]
            browser: heart::Browser::default(),
        }
    }

    /// Tells the pulse that something happened, shows what that made of me, and does what is to be done.
    fn happens(self, event: impl FnOnce(&mut Pulse, Timestamp) -> Vec<Act>) {
        // The page this belonged to may be gone.
        let Some((acts, mine, wish, trouble)) = self.pulse.try_update_value(|pulse| {
            let acts = event(pulse, now());
            (acts, pulse.mine(now()), pulse.wish().clone(), pulse.trouble().cloned())
        }) else {
            return;
        };
        put(self.error, trouble);
        if put(self.wish, wish) {
            #[cfg(feature = "browser")]
            memory::remember(&self.my_id(), &self.wish.get_untracked());
        }
        if put(self.mine, mine.clone()) {
            self.change(|roster| roster.i_am(mine).into_iter().collect());
        }
        #[cfg(feature = "browser")]
        heart::act(self, acts);
        #[cfg(not(feature = "browser"))]
        drop(acts);
    }

    /// Writes the whole record at once, instead of with a later beat.
    pub(crate) fn write_now(self) {
        self.happens(Pulse::write_now);
    }

    /// Whether the server shows me to nobody, whatever I say.
    #[cfg(feature = "browser")]
    pub(crate) fn set_ghost(self, ghost: bool) {
        put(self.ghost, ghost);
    }

    /// The server has me there: perhaps I moved from another device.
    #[cfg(feature = "browser")]
    pub(crate) fn kept_at(self, spot: Option<Spot>) {
        self.happens(|pulse, _| pulse.kept_at(spot));
    }

    /// Changes the roster, and with it only the signals of those it is about.
    fn change(self, change: impl FnOnce(&mut Roster) -> Vec<Change>) {
        let Some(changes) = self.roster.try_update_value(change) else { return };
        for Change::Came(id) | Change::Changed(id) | Change::Went(id) in changes {
            let dot = self.roster.with_value(|roster| roster.visible(&id).cloned());
            // Nobody looks at a person without a slot.
            let looked_at = self.with_slots(|slots| slots.get(&id).cloned()).flatten();
            if let Some(slot) = looked_at {
                slot.set(dot);
            }
        }
        put(self.people, self.roster.with_value(Roster::shown));
    }

    /// Where what is known of a person is kept, from the first time anybody looks.
    fn slot(self, user: &Id) -> ArcRwSignal<Option<Dot>> {
        let known = || self.roster.with_value(|roster| roster.visible(user).cloned());
        let slot = self.with_slots(|slots| match slots.get(user) {
            Some(slot) => slot.clone(),
            None => slots.entry(user.clone()).or_insert(ArcRwSignal::new(known())).clone(),
        });
        slot.unwrap_or_else(|| ArcRwSignal::new(known()))
    }

    /// `None` when the page these belonged to is gone.
    fn with_slots<T>(self, act: impl FnOnce(&mut BTreeMap<Id, ArcRwSignal<Option<Dot>>>) -> T) -> Option<T> {
        let slots = self.slots.try_get_value()?;
        Some(act(&mut slots.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn entry(dot: Dot) -> Entry {
    Entry::from(&dot)
}

/// Sets a signal if that changes it, and says whether it did.
fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) -> bool {
    let same = signal.try_with_untracked(|held| *held == value).unwrap_or(true);
    !same && signal.try_set(value).is_none()
}

#[cfg(test)]
mod tests;
