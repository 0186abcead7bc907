use leptos::prelude::*;
use leptos_router::components::A;

use super::{
    followed,
    icons::crown,
    local_time::{LocalTime, hour_of},
};
use crate::{
    globe::{
        helm::Helm,
        model::{Pin, live_count},
    },
    presence::view::{Face, StatusLine},
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
                <For each=listed key=|pin| pin.person.clone() let:pin>
                    <Person pin pins helm/>
                </For>
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

/// One row: a press opens their card and goes there. A snap that waits is a link of its own.
#[component]
fn Person(pin: Pin, pins: Signal<Vec<Pin>>, helm: Helm) -> impl IntoView {
    let (person, mine) = (pin.person.clone(), pin.mine);
    let pin = followed(pin, pins);
    let face = Memo::new(move |_| pin.with(|pin| pin.name.clone()));
    let go = {
        let person = person.clone();
        move |_| helm.show(&person, pin.with_untracked(|pin| pin.spot))
    };
    let is_open = {
        let person = person.clone();
        move || helm.open.with(|open| open.as_ref() == Some(&person)).to_string()
    };
    let name = move || pin.with(Pin::title);
    let place = move || {
        pin.with(|pin| match &pin.place {
            _ if pin.spot.is_none() => "no pin yet".to_owned(),
            Some(place) => place.clone(),
            None => "on the globe".to_owned(),
        })
    };
    let away = move || pin.with(|pin| pin.away.clone());
    // I know what time it is.
    let hour = (!mine).then(|| hour_of(&person));
    let hour = move || hour.and_then(|hour| hour.get());
    let waiting = move || pin.with(Pin::news);
    view! {
        <li class="roster__row" data-user=person.to_string() data-mine=mine.to_string() data-open=is_open>
            <button type="button" class="roster__go" on:click=go>
                <span class="roster__face">
                    <Face user=person.clone() name=face/> {mine.then(crown)}
                </span>
                <span class="roster__name">{name}</span>
                <span class="roster__where">
                    <StatusLine user=person.clone()/> " · " {place}
                </span>
                <span class="roster__away">{away}</span>
                <span class="roster__time">{move || hour().map(|hour| view! { <LocalTime hour/> })}</span>
            </button>
            {move || waiting().map(|words| view! {
                <A href="/app/inbox" attr:class="roster__snap">{words}</A>
            })}
        </li>
    }
    .into_any()
}
