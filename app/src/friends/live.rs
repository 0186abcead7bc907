//! The circle, kept true while anything under `/app` is open: as the first render knew it, and read again, names
//! included, whenever something happens to a friendship or a request of mine. Nothing is asked while nothing happens.

use std::collections::BTreeMap;

use appwrite::{Channel, Id};
use leptos::{prelude::*, task::spawn_local};

use super::{Circle, Person, api};
use crate::{
    AppError, ids,
    live::use_live,
    look::{News, Part, use_catch_up},
    presence::use_presence,
};

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
    /// Read with everything else.
    CatchingUp,
    /// The same, and what comes is old.
    CatchingUpStale,
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
    let catch_up = use_catch_up();
    let confirmed = use_live().on(channels, move |_| {
        catch_up.touched(Part::Circle);
        circle.read_again();
    });
    catch_up.wait_for(confirmed, || ());
    catch_up.on_news(move || circle.begin(), move |news| circle.caught_up(news));
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

    /// What a friend is called. Notifies when anything in the circle changes.
    pub fn name_of(self, person: &Id) -> Option<String> {
        self.circle
            .with(|circle| Some(circle.friends.iter().find(|friend| friend.id == *person)?.name.clone()))
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
            let next = match reading {
                Reading::No => Reading::UnderWay,
                Reading::UnderWay | Reading::Stale => Reading::Stale,
                Reading::CatchingUp | Reading::CatchingUpStale => Reading::CatchingUpStale,
            };
            std::mem::replace(reading, next)
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
                    (Err(error), _) => self.is_still_unknown(error),
                }
                if stale == Some(false) {
                    return;
                }
            }
        });
    }

    /// The circle is being read with everything else, unless it is being read alone.
    fn begin(self) {
        self.reading.try_update_value(|reading| {
            *reading = match *reading {
                Reading::No => Reading::CatchingUp,
                Reading::UnderWay => Reading::Stale,
                other => other,
            };
        });
    }

    /// It was read with everything else, where it has changed. What is older than an event is read again.
    fn caught_up(self, news: Result<&News, &AppError>) {
        let before = self.reading.try_update_value(|reading| {
            let before = *reading;
            if matches!(before, Reading::CatchingUp | Reading::CatchingUpStale) {
                *reading = Reading::No;
            }
            before
        });
        match before {
            Some(Reading::CatchingUp) => {}
            Some(Reading::CatchingUpStale) => return self.read_again(),
            // It is being read alone, which is newer.
            _ => return,
        }
        match news.map(|news| &news.circle) {
            Ok(Some(Ok(fresh))) => self.keep(fresh.clone()),
            Ok(Some(Err(error))) | Err(error) => self.is_still_unknown(error.clone()),
            Ok(None) => {}
        }
    }

    fn is_still_unknown(self, error: AppError) {
        // What is known stays; the connection's own banner tells of the way there, and its return leads here.
        self.trouble.update(|trouble| {
            if trouble.is_some() {
                *trouble = Some(error);
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
