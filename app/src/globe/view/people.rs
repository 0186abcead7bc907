use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    followed,
    icons::crown,
    local_time::{LocalTime, hour_of},
};
#[cfg(feature = "ssr")]
use crate::globe::model::on_globe;
use crate::{
    globe::{
        helm::Helm,
        model::{Pin, live_count},
    },
    hue::use_hues,
    presence::{
        Spot, use_presence,
        view::{status_of, status_word, status_words},
    },
    ui::{Settled, letters},
};

/// Everyone on the globe as a list: the full alternative to it, complete before any script runs.
#[component]
pub fn People(pins: Signal<Vec<Pin>>, helm: Helm) -> impl IntoView {
    // I am in the list for my pin, and the others for being here.
    let listed = move || {
        pins.with(|pins| {
            pins.iter().filter(|pin| !pin.mine || pin.spot.is_some()).cloned().collect::<Vec<_>>()
        })
    };
    let alone = move || pins.with(|pins| pins.iter().all(|pin| pin.mine));
    view! {
        <section class="roster" aria-labelledby="roster-count">
            <h2 id="roster-count" class="roster__count" role="status">
                {move || pins.with(|pins| live_count(pins))}
            </h2>
            <ul class="roster__list">
                {Settled(view! {
                    <For each=listed key=|pin| pin.person.clone() let:pin>
                        <Person pin pins helm/>
                    </For>
                })}
            </ul>
            <Show when=alone>
                <p class="roster__empty">
                    "It is quiet up here. " <A href="/app/friends?add">"Invite a friend"</A>
                </p>
            </Show>
        </section>
    }
    .into_any()
}

/// Where the module that draws before the app puts their pin.
#[cfg(feature = "ssr")]
fn spot_text(spot: Spot) -> Option<String> {
    on_globe(spot).map(globe_engine::spot_text)
}

/// The app knows it otherwise: it leaves the attribute as the server wrote it.
#[cfg(not(feature = "ssr"))]
fn spot_text(_: Spot) -> Option<String> {
    None
}

/// One row: a press opens their card and goes there. A snap that waits is a link of its own.
#[component]
fn Person(pin: Pin, pins: Signal<Vec<Pin>>, helm: Helm) -> impl IntoView {
    let (presence, hues) = (use_presence(), use_hues());
    let (person, mine, spot) = (pin.person.clone(), pin.mine, pin.spot.and_then(spot_text));
    let pin = followed(pin, pins);
    let go = {
        let person = person.clone();
        move |_| helm.show(&person, pin.with_untracked(|pin| pin.spot))
    };
    let is_open = {
        let person = person.clone();
        move || helm.open.with(|open| open.as_ref() == Some(&person)).then_some("true")
    };
    let words = {
        let person = person.clone();
        Memo::new(move |_| {
            let says = status_words(presence, &person, || None);
            pin.with(|pin| match &pin.place {
                _ if pin.spot.is_none() => format!("{says} · no pin yet"),
                Some(place) => format!("{says} · {place}"),
                None => format!("{says} · on the globe"),
            })
        })
    };
    // I know what time it is.
    let hour = (!mine).then(|| hour_of(&person));
    let hour = move || hour.and_then(|hour| hour.get());
    let (hue, status) = (person.clone(), person.clone());
    view! {
        <li
            class="roster__row" data-user=person.to_string() data-mine=mine.then_some("true") data-open=is_open
            data-spot=spot
        >
            <button class="roster__go" on:click=go>
                <span
                    class="avatar" aria-hidden="true" data-hue=move || hues.of(&hue).word()
                    data-status=move || status_word(status_of(presence, &status))
                >
                    {move || pin.with(|pin| letters(&pin.name))}
                </span>
                {mine.then(crown)}
                <span class="roster__name">{move || pin.with(Pin::title)}</span>
                <span class="roster__where">{words}</span>
                {move || pin.with(|pin| pin.away.clone()).map(|away| view! { <span class="roster__away">{away}</span> })}
                {move || hour().map(|hour| view! { <LocalTime hour/> })}
            </button>
            {move || pin.with(Pin::news).map(|words| view! {
                <A href="/app/inbox" attr:class="roster__snap">{words}</A>
            })}
        </li>
    }
    .into_any()
}
