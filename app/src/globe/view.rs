//! The globe: the world, the controls over it, and everyone on it as a list.

pub mod aim;
pub mod card;
pub mod controls;
pub mod crowd;
pub mod icons;
pub mod local_time;
pub mod people;
pub mod pin;
pub mod place;
pub mod world;

use leptos::{html, prelude::*};

use super::{
    helm::Helm,
    model::{Halo, Pin},
};
use crate::{AppError, presence::Spot, privacy::use_ghost};
use card::CardHolder;
use controls::Controls;
pub(crate) use globe_engine::LAND;
use people::People;
pub use place::Place;
use world::World;

/// How much of the globe can be reached, by pointer, keyboard or screen reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is the page.
    Everything,
    /// It can be turned, and a pin put on it; the page over it says the rest.
    World,
    /// It lies under a page: it can be looked at and turned by a pointer, and no more than that.
    Scenery,
}

/// The globe, with these people on it.
#[component]
pub fn Globe(
    /// Everyone who is live, me among them.
    #[prop(into)]
    pins: Signal<Vec<Pin>>,
    /// Where my pin is.
    mine: Memo<Option<Spot>>,
    /// Where that is, in words.
    called: Memo<Option<String>>,
    /// What friends are shown of it.
    halo: Signal<Option<Halo>>,
    /// Moves it.
    helm: Helm,
    reach: Memo<Reach>,
    /// Why friends may not see it.
    #[prop(into)]
    trouble: Signal<Option<AppError>>,
) -> impl IntoView {
    let (card, shown) = (NodeRef::<html::Div>::new(), use_ghost().shown());
    let scenery = move || reach.get() == Reach::Scenery;
    view! {
        <div class="globe" data-scenery=move || scenery().then_some("") aria-hidden=move || scenery().then_some("true")>
            <World pins mine halo helm reach card/>
            <CardHolder pins helm holder=card/>
            <Show when=move || !scenery()>
                <Controls mine helm/>
            </Show>
            <Show when=move || reach.get() == Reach::Everything>
                <div class="globe__dock">
                    <Place mine called helm trouble shown/>
                    <People pins helm/>
                </div>
            </Show>
        </div>
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
