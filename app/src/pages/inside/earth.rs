//! The globe behind every page: it is what `/app` shows, and the other pages lie over it where there is room. It is
//! never taken away, so that whoever comes back to it finds it as it was left.

use std::collections::BTreeMap;

use appwrite::Id;
use leptos::prelude::*;

use crate::{
    account::use_me,
    first_run::{Step, view::use_step},
    gazetteer::{live::use_gazetteer, model::Area},
    globe::{
        helm::Helm,
        model::{Halo, Pin, apart},
        view::{Globe, Reach},
    },
    presence::{Spot, use_presence},
    privacy::live::halo::halo_of,
    rooms::use_shown_path,
    snaps::use_snaps,
    toasts::use_toasts,
};

/// What there is of the globe for the page over it. A handle: copies are the same globe.
#[derive(Clone, Copy)]
pub struct Earth {
    pub helm: Helm,
    pub pins: Memo<Vec<Pin>>,
    /// Where my pin is.
    pub mine: Memo<Option<Spot>>,
    /// Where that is, in words.
    pub called: Memo<Option<String>>,
    /// What friends are shown of where my pin is; while it is being placed, of what lies in the ring.
    pub halo: Signal<Option<Halo>>,
    /// How much of it can be reached.
    pub reach: Memo<Reach>,
}

/// Makes it reachable below the calling component. Needs presence, the ghost, snaps and toasts above it.
pub(super) fn provide_earth() -> Earth {
    let pins = pins();
    let helm = Helm::new(use_presence(), use_toasts());
    let mine = Memo::new(move |_| pins.with(|pins| pins.iter().find(|pin| pin.mine)?.spot));
    let shown = Memo::new(move |_| if helm.placing.get() { helm.aimed.get() } else { mine.get() });
    let earth = Earth {
        helm,
        pins,
        mine,
        halo: halo_of(shown),
        called: Memo::new(move |_| pins.with(|pins| pins.iter().find(|pin| pin.mine)?.place.clone())),
        reach: reach(),
    };
    hear_arrivals(pins, earth.helm);
    Effect::new(move |_| {
        if earth.reach.get() == Reach::Scenery {
            earth.helm.let_go();
        }
    });
    provide_context(earth);
    earth
}

/// The globe, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_earth() -> Earth {
    expect_context()
}

/// The globe itself. It comes after the page, for whoever reads one after the other.
#[component]
pub fn Ground(earth: Earth) -> impl IntoView {
    let Earth { helm, pins, mine, called, halo, reach } = earth;
    view! { <Globe pins mine called halo helm reach trouble=use_presence().error()/> }
}

/// The address says it. Where a pin is placed the globe takes part; a tap beside another page must not place one.
fn reach() -> Memo<Reach> {
    let (path, step) = (use_shown_path(), use_step());
    Memo::new(move |_| match path.with(|path| path.trim_end_matches('/').to_owned()).as_str() {
        "/app" => Reach::Everything,
        "/app/welcome" if step.get() == Step::Pin => Reach::World,
        _ => Reach::Scenery,
    })
}

/// Everyone who is live: me first, then my friends by name, each with the snaps that wait from them.
fn pins() -> Memo<Vec<Pin>> {
    let (presence, snaps, gazetteer) = (use_presence(), use_snaps(), use_gazetteer());
    let (list, waiting) = (presence.list(), snaps.waiting());
    // I see my own pin even while nobody else does.
    let (me, my_spot, my_status) = (use_me(), presence.my_spot(), presence.me());
    Memo::new(move |_| {
        let waits = |id: &Id| waiting.with(|by| by.get(id).copied().unwrap_or(0));
        let here = my_spot.get();
        let friends = list.get().into_iter().filter(|entry| entry.user_id != me.id).map(|entry| {
            let (spot, area) = (entry.metadata.spot, entry.metadata.area);
            // Somewhere in a country is at no distance.
            let measured = spot.filter(|_| area.is_some_and(|area| !area.is_country()));
            Pin {
                name: entry.metadata.called(),
                status: entry.status,
                spot,
                place: area.and_then(|area| gazetteer.name(area)),
                away: measured.zip(here).and_then(|(there, here)| apart(there, here)),
                mine: false,
                waiting: waits(&entry.user_id),
                person: entry.user_id,
            }
        });
        let mine = Pin {
            person: me.id.clone(),
            name: me.name.clone(),
            status: my_status.get().unwrap_or_default(),
            spot: here,
            place: here.and_then(|here| gazetteer.name(Area::around(here))),
            away: None,
            mine: true,
            waiting: 0,
        };
        let mut pins: Vec<Pin> = friends.chain([mine]).collect();
        pins.sort_by(|a, b| b.mine.cmp(&a.mine).then_with(|| a.name.cmp(&b.name)));
        pins
    })
}

/// Tells the helm whose snaps come while the page is open.
fn hear_arrivals(pins: Memo<Vec<Pin>>, helm: Helm) {
    Effect::new(move |before: Option<BTreeMap<Id, usize>>| {
        let count = |pin: &Pin| (pin.person.clone(), pin.waiting);
        let now: BTreeMap<Id, usize> = pins.with(|pins| pins.iter().map(count).collect());
        // What was there before did not come just now.
        let more = now.iter().filter(|(sender, waits)| {
            before.as_ref().is_some_and(|before| before.get(*sender).is_some_and(|had| had < *waits))
        });
        more.for_each(|(sender, _)| helm.arrived.set(Some(sender.clone())));
        now
    });
}
