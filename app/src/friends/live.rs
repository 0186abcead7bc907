//! The circle, kept true while anything under `/app` is open: as the first render knew it, and read again, names
//! included, whenever something happens to a friendship or a request of mine. Nothing is asked while nothing happens.

use std::collections::BTreeMap;

use appwrite::{Channel, Id};
use leptos::{prelude::*, task::spawn_local};

use super::{Circle, Person, api};
use crate::{AppError, ids, live::use_live, presence::use_presence};

/// The circle as of the first render.
pub type FirstCircle = Result<Circle, AppError>;

/// The circle of whoever is signed in. A handle: copies are the same circle. Whoever shows a part of it derives that part,
/// so that nothing on the screen is made anew but what has changed.
#[derive(Clone, Copy)]
pub struct LiveCircle {
    circle: RwSignal<Circle>,
    trouble: RwSignal<Option<AppError>>,
    reading: StoredValue<Reading>,
}

/// Whether the circle is being read, and whether something has happened since that began.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    No,
    UnderWay,
    Stale,
}

/// Makes the circle reachable below the calling component, live in the browser. Needs the connection and the presence
/// above it.
pub fn provide_circle(first: FirstCircle) {
    let circle = LiveCircle {
        trouble: RwSignal::new(first.as_ref().err().cloned()),
        circle: RwSignal::new(first.unwrap_or_default()),
        reading: StoredValue::new(Reading::No),
    };
    let channels = [ids::FRIENDSHIPS, ids::FRIEND_REQUESTS, ids::DECLINES, ids::MUTES, ids::FAVOURITES]
        .map(|table| Channel::tables_db(ids::DATABASE).table(table).row());
    let confirmed = use_live().on(channels, move |_| circle.read_again());
    // What happened between the first look and the subscription was told to nobody here.
    Effect::new(move |_| {
        if confirmed.get() > 0 {
            circle.read_again();
        }
    });
    circle.read_again_when_looks_change();
    provide_context(circle);
}

/// The circle of whoever is signed in, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_circle() -> LiveCircle {
    expect_context()
}

impl LiveCircle {
    /// Reads the circle, and is told of every change.
    pub fn with<T>(self, read: impl FnOnce(&Circle) -> T) -> T {
        self.circle.with(read)
    }

    /// A part of the circle, which changes only when that part does.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Circle) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.circle.with(&part))
    }

    /// My friends, in the order of names.
    pub fn friends(self) -> Memo<Vec<Person>> {
        self.part(|circle| circle.friends.clone())
    }

    /// Why nothing is known of my circle; `None` while something is.
    pub fn trouble(self) -> Signal<Option<AppError>> {
        self.trouble.into()
    }

    /// Whether the one who is signed in wants to hear less of this friend, as it is from now on.
    pub fn muted(self, friend: Id) -> Memo<bool> {
        self.part(move |circle| circle.muted.contains(&friend))
    }

    /// The same as it is at this moment.
    pub fn is_muted(self, friend: &Id) -> bool {
        self.circle.with_untracked(|circle| circle.muted.contains(friend))
    }

    /// Reads everything again, once for however much happens while that is under way.
    pub fn read_again(self) {
        let reading = self.reading.try_update_value(|reading| {
            std::mem::replace(
                reading,
                if *reading == Reading::No { Reading::UnderWay } else { Reading::Stale },
            )
        });
        if reading != Some(Reading::No) {
            return;
        }
        spawn_local(async move {
            loop {
                let fresh = api::list_circle().await;
                let stale = self.reading.try_update_value(|reading| {
                    let stale = *reading == Reading::Stale;
                    *reading = if stale { Reading::UnderWay } else { Reading::No };
                    stale
                });
                match (fresh, stale) {
                    // The page is gone.
                    (_, None) => return,
                    (Ok(fresh), _) => self.keep(fresh),
                    // What is known stays; the connection's own banner tells of the way there, and its return leads here.
                    (Err(error), _) => self.trouble.update(|trouble| {
                        if trouble.is_some() {
                            *trouble = Some(error);
                        }
                    }),
                }
                if stale == Some(false) {
                    return;
                }
            }
        });
    }

    fn keep(self, fresh: Circle) {
        if self.trouble.with_untracked(Option::is_some) {
            self.trouble.set(None);
        }
        if self.circle.with_untracked(|known| *known != fresh) {
            self.circle.set(fresh);
        }
    }

    /// Somebody who is here has another picture from now on: they chose another colour or are called differently, as a
    /// guest is who stays. What they say of that is only the occasion; names and colours are those of the accounts.
    fn read_again_when_looks_change(self) {
        let presence = use_presence();
        let me = presence.my_id();
        Effect::new(move |known: Option<BTreeMap<_, _>>| {
            let mut known = known.unwrap_or_default();
            let mut changed = false;
            for one in presence.list().get().into_iter().filter(|one| one.user_id != me) {
                let before = known.insert(one.user_id, one.metadata.avatar.clone());
                changed |= before.is_some_and(|before| before != one.metadata.avatar);
            }
            if changed {
                self.read_again();
            }
            known
        });
    }
}
