use std::time::Duration;

use globe_engine::CameraStep;
use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::{Reach, aim::Aim, crowd::CrowdButton, pin::PinButton};
use crate::{
    globe::{
        helm::Helm,
        model::{Halo, Order, Pin, summary},
    },
    presence::Spot,
};

/// The canvas and the pins over it. Turned by dragging or with the arrow keys; a tap moves my pin, or closes what is open.
#[component]
pub fn World(
    pins: Signal<Vec<Pin>>,
    mine: Memo<Option<Spot>>,
    /// What friends are shown of it.
    halo: Signal<Option<Halo>>,
    helm: Helm,
    reach: Memo<Reach>,
    /// Goes along with the pin of whoever is open.
    card: NodeRef<html::Div>,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let canvas = NodeRef::<html::Div>::new();
    let layer = NodeRef::<html::Div>::new();
    let free = NodeRef::<html::Div>::new();

    #[cfg(feature = "browser")]
    crate::globe::live::keep_drawn(
        crate::globe::live::Parts { root, canvas, layer, free, card },
        pins,
        mine,
        halo,
        helm,
        reach,
    );
    #[cfg(not(feature = "browser"))]
    let _ = (card, halo);

    let scenery = move || reach.get() == Reach::Scenery;
    let keys = move |event: KeyboardEvent| {
        if scenery() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let order = match (event.key().as_str(), helm.placing.get_untracked()) {
            // A pin has the focus, and a press of Enter is a press of the pin.
            ("Enter", _) if event.target() != event.current_target() => return,
            ("Enter", true) => Some(Order::PlaceHere),
            ("Enter", false) => {
                helm.aim();
                None
            }
            ("Escape", true) => {
                helm.placing.set(false);
                None
            }
            ("Escape", false) if helm.fold() => None,
            ("Home", _) => match mine.get_untracked() {
                Some(spot) => Some(Order::Show(spot)),
                None => return,
            },
            (key, _) => match CameraStep::of_key(key, event.shift_key()) {
                Some(step) => Some(Order::Step(step)),
                None => return,
            },
        };
        event.prevent_default();
        if let Some(order) = order {
            helm.order(order);
        }
    };

    // The buttons that began or ended it are gone with it, and the keys that turn the globe are heard here.
    Effect::watch(
        move || helm.placing.get(),
        move |placing, before, _| {
            if let Some(world) = root.get_untracked().filter(|_| Some(placing) != before) {
                let _ = world.focus();
            }
        },
        false,
    );

    // Only a script can put a pin where it belongs, so only a browser builds them. Until then the list says the same.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let placed = move || {
        let alive = alive.get();
        let is_placed = |pin: &&Pin| alive && pin.spot.is_some();
        pins.with(|pins| pins.iter().filter(is_placed).cloned().collect::<Vec<_>>())
    };
    // The pins that are built first are of people who were here before; everybody later has just come.
    let begun = RwSignal::new(false);
    Effect::new(move |_| {
        if alive.get() {
            set_timeout(
                move || {
                    begun.try_set(true);
                },
                Duration::ZERO,
            );
        }
    });
    view! {
        <div
            class="globe__world"
            node_ref=root
            tabindex=move || (!scenery()).then_some("0")
            role="group"
            aria-label="World"
            aria-describedby="globe-keys"
            data-placing=move || helm.placing.get().to_string()
            on:keydown=keys
        >
            // The script puts a canvas in here, and another one where the first is lost.
            <div
                class="globe__canvas"
                node_ref=canvas
                role="img"
                aria-label=move || pins.with(|pins| summary(pins))
            ></div>
            <div class="globe__pins" node_ref=layer inert=scenery>
                <For each=move || helm.groups.get() key=|group| group.name().to_owned() let:group>
                    <CrowdButton group pins helm/>
                </For>
                <For each=placed key=|pin| pin.person.clone() let:pin>
                    <PinButton pin pins helm begun/>
                </For>
            </div>
        </div>
        // What nothing covers: its size and place say where the globe goes, so the layout stays in the stylesheet.
        <div class="globe__free" node_ref=free>
            <div class="globe__reticle" aria-hidden="true"></div>
            <Aim helm/>
        </div>
        <p id="globe-keys" class="visually-hidden">
            "Arrow keys turn the globe, plus and minus zoom, Home goes to your pin, 0 shows the whole world. \
             Enter starts placing your pin in the middle of the view, and Enter again puts it there."
        </p>
    }
    .into_any()
}
