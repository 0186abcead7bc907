use leptos::{prelude::*, task::spawn_local};
use leptos_meta::Title;

use crate::{
    globe::{helm::Helm, model::Pin, view::Globe},
    presence::use_presence,
    snaps::use_snaps,
};

/// `/app`: the globe with me and my friends on it.
#[component]
pub fn GlobePage() -> impl IntoView {
    let presence = use_presence();
    let helm = Helm::new(Callback::new(move |spot| presence.move_to(spot)));
    view! {
        <Title text="Globe"/>
        <Globe pins=pins() helm trouble=presence.trouble()/>
    }
}

/// Everyone who is live: me first, then my friends by name, each with the snaps that wait from them.
fn pins() -> Memo<Vec<Pin>> {
    let (presence, snaps) = (use_presence(), use_snaps());
    let (me, people, waiting) = (presence.me(), presence.people(), snaps.waiting());
    // The page is rendered before the snaps are known; they are added once it is alive, so that the browser finds
    // what the server sent.
    let alive = RwSignal::new(false);
    Effect::new(move |_| {
        alive.set(true);
        // A failed look is told by the inbox; here nothing glows until the next one.
        spawn_local(async move { drop(snaps.ready().await) });
    });
    Memo::new(move |_| {
        let mut pins: Vec<Pin> = people
            .get()
            .into_iter()
            .map(|person| {
                let dot = person.dot().get();
                let waiting = if alive.get() { waiting.with(|by| by.get(&dot.id).copied()) } else { None };
                Pin {
                    mine: dot.id == me,
                    spot: dot.place(),
                    name: dot.called(),
                    person: dot.id,
                    waiting: waiting.unwrap_or(0),
                }
            })
            .collect();
        pins.sort_by(|a, b| b.mine.cmp(&a.mine).then_with(|| a.name.cmp(&b.name)));
        pins
    })
}
