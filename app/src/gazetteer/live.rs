//! What the places on this page are called. The first render brings what it shows; whatever comes up later is asked
//! for at once, all of it in one call, and a place is asked for once however many people are at it.

use std::collections::{BTreeMap, BTreeSet};

use leptos::{prelude::*, task::spawn_local};

use super::{
    api::name_areas,
    model::{Area, Named},
};
use crate::presence::Presence;

/// So many places that were pointed at keep their names: as many as one turns back to.
const POINTED_AT: usize = 32;

/// The names of places. A handle: copies are the same.
#[derive(Clone, Copy)]
pub struct Gazetteer {
    known: RwSignal<BTreeMap<Area, String>>,
    /// What was pointed at, the newest last.
    pointed: RwSignal<Vec<Area>>,
    asking: StoredValue<bool>,
}

/// Makes the names of all places that `presence` knows reachable below the calling component. `first` are those of
/// the first render.
pub fn provide_gazetteer(first: Vec<Named>, presence: Presence) {
    let gazetteer = Gazetteer {
        known: RwSignal::new(first.into_iter().collect()),
        pointed: RwSignal::new(vec![]),
        asking: StoredValue::new(false),
    };
    provide_context(gazetteer);
    let (people, my_spot) = (presence.list(), presence.my_spot());
    let shown: Memo<BTreeSet<Area>> = Memo::new(move |_| {
        let theirs = people.get().into_iter().filter_map(|entry| entry.metadata.area);
        theirs.chain(my_spot.get().map(Area::around)).chain(gazetteer.pointed.get()).collect()
    });
    Effect::new(move |_| {
        // What could not be looked up is tried again within a minute.
        presence.minute().track();
        gazetteer.learn(shown);
    });
}

/// The names of places, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides them.
pub fn use_gazetteer() -> Gazetteer {
    expect_context()
}

impl Gazetteer {
    /// What an area is called, once that is known here.
    pub fn name(self, area: Area) -> Option<String> {
        self.known.with(|known| known.get(&area).cloned())
    }

    /// Somebody points at an area where nobody is: [`Gazetteer::name`] will know it.
    pub fn ask(self, area: Area) {
        self.pointed.update(|pointed| {
            pointed.retain(|one| *one != area);
            pointed.push(area);
            let spare = pointed.len().saturating_sub(POINTED_AT);
            pointed.drain(..spare);
        });
    }

    /// Asks for the names that are missing, unless an answer is under way: it brings us here again.
    fn learn(self, shown: Memo<BTreeSet<Area>>) {
        let missing: Vec<Area> = shown.with(|shown| {
            self.known.with(|known| shown.iter().filter(|area| !known.contains_key(area)).copied().collect())
        });
        if missing.is_empty() || self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            let answer = name_areas(missing).await;
            // The page may be gone by now.
            if self.asking.try_set_value(false).is_some() {
                return;
            }
            if let (Ok(named), Some(shown)) = (answer, shown.try_get_untracked()) {
                self.known.update(|known| {
                    known.retain(|area, _| shown.contains(area));
                    known.extend(named);
                });
            }
        });
    }
}
