//! The globe page: the world, the controls over it, and everyone on it as a list.

pub mod aim;
pub mod card;
pub mod controls;
pub mod crowd;
pub mod icons;
pub mod people;
pub mod pin;
pub mod place;
pub mod world;

use leptos::{html, prelude::*};
use leptos_meta::Link;

use super::{helm::Helm, model::Pin};
use crate::AppError;
use card::CardHolder;
use controls::Controls;
use people::People;
use place::Place;
use world::World;

/// Where the land asset is, made by `globe/generate/land.mjs`.
pub(super) const LAND: &str = "/land-110m.bin";

/// The globe, with these people on it.
#[component]
pub fn Globe(
    /// Everyone who is live, me among them.
    #[prop(into)]
    pins: Signal<Vec<Pin>>,
    /// Moves my pin.
    helm: Helm,
    /// Why friends may not see it.
    #[prop(into)]
    trouble: Signal<Option<AppError>>,
) -> impl IntoView {
    let mine = Memo::new(move |_| pins.with(|pins| pins.iter().find(|pin| pin.mine)?.spot));
    let card = NodeRef::<html::Div>::new();
    let called = Memo::new(move |_| pins.with(|pins| pins.iter().find(|pin| pin.mine)?.place.clone()));
    view! {
        <Link rel="preload" as_="fetch" href=LAND crossorigin="anonymous"/>
        <section class="globe">
            <h1 class="visually-hidden">"Globe"</h1>
            <World pins mine helm card/>
            <CardHolder pins helm holder=card/>
            <Controls mine helm/>
            <div class="globe__dock">
                <Place mine called helm trouble/>
                <People pins helm/>
            </div>
        </section>
    }
    .into_any()
}

/// A person as they are now. What was built for them stays when only their place, name or snaps change; the last
/// word holds while what is theirs goes away.
fn followed(first: Pin, pins: Signal<Vec<Pin>>) -> Memo<Pin> {
    Memo::new(move |last: Option<&Pin>| {
        let last = last.unwrap_or(&first);
        pins.with(|pins| pins.iter().find(|pin| pin.person == last.person).unwrap_or(last).clone())
    })
}
