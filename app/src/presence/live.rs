//! The roster as signals, kept true by the one connection, and my own beat. On the server it only holds what was
//! read before the page was rendered.

use std::collections::BTreeMap;

use appwrite::Id;
use leptos::prelude::*;

use super::model::{Change, Company, Dot, Roster, Spot};
use crate::{AppError, account::Me};

#[cfg(feature = "browser")]
mod beat;
#[cfg(feature = "browser")]
mod ear;
#[cfg(feature = "browser")]
mod memory;

/// Who is here, everywhere under `/app`. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Presence {
    me: StoredValue<Id>,
    roster: StoredValue<Roster>,
    people: RwSignal<Vec<Person>>,
    dots: StoredValue<BTreeMap<Id, ArcRwSignal<Dot>>>,
    trouble: RwSignal<Option<AppError>>,
    #[cfg(feature = "browser")]
    heart: beat::Heart,
}

/// Somebody who is here. What they say changes inside; the person stays the same.
#[derive(Clone)]
pub struct Person {
    pub id: Id,
    dot: ArcRwSignal<Dot>,
}

impl Person {
    /// How they are. Only this person's news notifies it.
    pub fn dot(&self) -> ArcReadSignal<Dot> {
        self.dot.read_only()
    }
}

impl PartialEq for Person {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Makes the roster reachable below the calling component, starting with what was read for the first render. A
/// browser keeps it true from then on, and beats for `me`.
pub fn provide_presence(me: &Me, first: Result<Company, AppError>) -> Presence {
    let mut roster = Roster::new(Dot::silent(me.id.clone(), &me.name));
    let trouble = first.as_ref().err().cloned();
    roster.read(first.unwrap_or_default());
    let dots: BTreeMap<Id, ArcRwSignal<Dot>> = roster
        .ids()
        .filter_map(|id| roster.get(id))
        .map(|dot| (dot.id.clone(), ArcRwSignal::new(dot.clone())))
        .collect();
    let presence = Presence {
        me: StoredValue::new(me.id.clone()),
        people: RwSignal::new(people(&dots)),
        roster: StoredValue::new(roster),
        dots: StoredValue::new(dots),
        trouble: RwSignal::new(trouble),
        #[cfg(feature = "browser")]
        heart: beat::Heart::default(),
    };
    #[cfg(feature = "browser")]
    {
        ear::keep_true(presence);
        beat::keep_beating(presence);
    }
    provide_context(presence);
    presence
}

/// Who is here, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_presence() -> Presence {
    expect_context()
}

impl Presence {
    /// My own id.
    pub fn me(self) -> Id {
        self.me.get_value()
    }

    /// Everyone who is here, me among them, by id. Notifies when somebody comes or goes, and only then.
    pub fn people(self) -> Signal<Vec<Person>> {
        self.people.into()
    }

    /// One person, if they are here. Reads no signal.
    pub fn person(self, id: &Id) -> Option<Person> {
        let dot = self.dots.with_value(|dots| dots.get(id).cloned())?;
        Some(Person { id: id.clone(), dot })
    }

    /// Where I am, once I have said.
    pub fn my_spot(self) -> Signal<Option<Spot>> {
        let me = self.person(&self.me());
        Signal::derive(move || me.as_ref().and_then(|me| me.dot.with(|dot| dot.spot)))
    }

    /// Why friends may not see what I last said; `None` while all is well.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        self.trouble.into()
    }

    /// Puts my pin somewhere else: here at once, and for my friends as soon as the server knows.
    pub fn move_to(self, spot: Spot) {
        self.change(|roster| roster.move_me(spot).into_iter().collect());
        #[cfg(feature = "browser")]
        beat::moved(self, spot);
    }

    /// Says at once that I am here, instead of at the next beat.
    #[cfg(feature = "browser")]
    pub(crate) fn beat_now(self) {
        beat::beat(self);
    }

    /// Changes the roster, and with it only the signals of those it is about.
    fn change(self, change: impl FnOnce(&mut Roster) -> Vec<Change>) {
        let Some(changes) = self.roster.try_update_value(change) else { return };
        let mut moved = false;
        for change in changes {
            match change {
                Change::Came(id) => {
                    let dot = self.roster.with_value(|roster| roster.get(&id).cloned());
                    if let Some(dot) = dot {
                        self.dots.update_value(|dots| drop(dots.insert(id, ArcRwSignal::new(dot))));
                    }
                    moved = true;
                }
                Change::Changed(id) => {
                    let dot = self.roster.with_value(|roster| roster.get(&id).cloned());
                    let signal = self.dots.with_value(|dots| dots.get(&id).cloned());
                    if let (Some(dot), Some(signal)) = (dot, signal) {
                        signal.set(dot);
                    }
                }
                Change::Went(id) => {
                    self.dots.update_value(|dots| drop(dots.remove(&id)));
                    moved = true;
                }
            }
        }
        if moved {
            self.people.set(self.dots.with_value(people));
        }
    }
}

fn people(dots: &BTreeMap<Id, ArcRwSignal<Dot>>) -> Vec<Person> {
    dots.iter().map(|(id, dot)| Person { id: id.clone(), dot: dot.clone() }).collect()
}
