use appwrite::Id;
use leptos::{ev::FocusEvent, prelude::*};

use super::{followed, icons::crown};
use crate::{
    globe::{
        helm::Helm,
        model::{Order, Pin},
    },
    presence::{use_presence, view::Face},
};

/// Whoever is back within this many milliseconds was never seen to leave.
const BLINK: i64 = 30_000;

/// A person on the globe, as a button that opens their card. Where it stands is the canvas's business: it is moved in the same frame as
/// the globe is drawn, and until the first frame it is not seen.
#[component]
pub fn PinButton(
    pin: Pin,
    pins: Signal<Vec<Pin>>,
    helm: Helm,
    /// Whether the page is on show: whoever has a pin from now on has just come.
    begun: RwSignal<bool>,
) -> impl IntoView {
    let (person, mine) = (pin.person.clone(), pin.mine);
    // Mine lands where it is put for the first time, and whenever the helm says so.
    let lands = RwSignal::new(mine && begun.get_untracked());
    if mine {
        Effect::watch(move || helm.landed.get(), move |_, _, _| lands.set(true), false);
    }
    let came = begun.get_untracked() && !mine && is_news(&person);
    let pin = followed(pin, pins);
    let name = Signal::derive(move || pin.with(|pin| pin.name.clone()));
    let is_open = Memo::new({
        let person = person.clone();
        move |_| helm.open.with(|open| open.as_ref() == Some(&person))
    });
    let press = {
        let person = person.clone();
        move |_| match is_open.get_untracked() {
            true => helm.open.set(None),
            false => helm.show(&person, pin.with_untracked(|pin| pin.spot)),
        }
    };
    // By Tab, not by tap: whoever cannot see where the focus went is taken there.
    let focus = move |event: FocusEvent| {
        if event_target::<leptos::web_sys::Element>(&event).matches(":focus-visible").unwrap_or(false) {
            pin.with_untracked(|pin| pin.spot).map(Order::Show).into_iter().for_each(|show| helm.order(show));
        }
    };

    view! {
        <button
            type="button"
            class="pin"
            data-user=person.to_string()
            data-visible="false"
            data-mine=mine.to_string()
            data-lands=move || lands.get().then_some("")
            data-waiting=move || pin.with(|pin| (pin.waiting > 0).then_some(pin.waiting))
            data-open=move || is_open.get().to_string()
            aria-label=move || pin.with(Pin::label)
            aria-expanded=move || is_open.get().to_string()
            on:click=press
            on:focus=focus
        >
            {came.then(|| view! { <span class="pin__ring" aria-hidden="true"></span> })}
            <Show when=move || lands.get()>
                <span class="pin__ripple" aria-hidden="true" on:animationend=move |_| lands.set(false)></span>
            </Show>
            <span class="pin__leg" aria-hidden="true"></span>
            {mine.then(crown)}
            <Face user=person.clone() name class="pin__face"/>
            <span class="pin__name" aria-hidden="true">
                {move || pin.with(Pin::title)}
            </span>
        </button>
    }
    .into_any()
}

/// Whether it is worth a word that somebody is here. Who was here a moment ago only lost their network.
fn is_news(person: &Id) -> bool {
    let presence = use_presence();
    let before = presence.last_seen(person);
    let now = presence.of(person).with_untracked(|entry| entry.as_ref().map(|entry| entry.last_seen));
    before.zip(now).is_none_or(|(before, now)| now.millis() - before.millis() > BLINK)
}
