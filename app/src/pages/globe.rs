use std::collections::BTreeMap;

use appwrite::Id;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    account::use_me,
    gazetteer::{live::use_gazetteer, model::Area},
    globe::{
        helm::Helm,
        model::{Pin, apart},
        view::Globe,
    },
    presence::use_presence,
    snaps::use_snaps,
    toasts::use_toasts,
};

/// `/app`: the globe with me and my friends on it.
#[component]
pub fn GlobePage() -> impl IntoView {
    let presence = use_presence();
    let helm = Helm::new(presence, use_toasts());
    let pins = pins();
    hear_arrivals(pins, helm);
    view! {
        <Title text="Globe"/>
        <Globe pins helm trouble=presence.error()/>
    }
}

/// Everyone who is live: me first, then my friends by name, each with the snaps that wait from them.
pub(super) fn pins() -> Memo<Vec<Pin>> {
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
