//! The browser's half of the globe: it draws, listens to pointers, and moves the pins. One dirty flag and one asked
//! frame: when nothing changes, nothing is drawn.

mod arcs;
mod clock;
mod crowd;
mod engine;
mod halo;
mod input;
mod labels;
mod land;

mod locate;
mod pins;
mod screen;
mod sight;
mod stand;
mod surface;
mod svg;
mod way;

use std::rc::Rc;

use leptos::{html, prelude::*};

use super::{
    helm::Helm,
    model::{Halo, Order, Pin, from_globe, on_globe},
    view::Reach,
};
use crate::presence::Spot;
pub(super) use clock::figures;
use engine::{Elements, Engine, Hears};
pub(super) use locate::locate;
use pins::Pins;
use sight::Sight;

/// Each step of a zoom button or key.
const ZOOM_STEP: f64 = 1.6;
/// A spot one goes to is seen from at least this near.
const NEAR_ENOUGH: f64 = 1.6;
/// A spot one flies to is seen from here, where its towns have coasts.
const CLOSE_UP: f64 = 6.0;

/// What fills this share of the whole globe is large enough to be seen, and small enough to be seen with what is around.
const FRAME: f64 = 0.7;

/// The elements the globe lives in.
#[derive(Clone, Copy)]
pub(super) struct Parts {
    /// Hears pointers and wears the `data-` attributes.
    pub root: NodeRef<html::Div>,
    /// Where the canvases go.
    pub canvas: NodeRef<html::Div>,
    /// Holds the pins.
    pub layer: NodeRef<html::Div>,
    /// Covers what nothing else covers.
    pub free: NodeRef<html::Div>,
    /// Holds the card of whoever is open.
    pub card: NodeRef<html::Div>,
}

/// Draws the globe while the calling component lives, from when it is first seen.
pub(super) fn keep_drawn(
    parts: Parts,
    pins: Signal<Vec<Pin>>,
    mine: Memo<Option<Spot>>,
    halo: Signal<Option<Halo>>,
    helm: Helm,
    reach: Memo<Reach>,
) {
    let engine = RwSignal::new_local(None::<Rc<Engine>>);
    let sight = StoredValue::new_local(None::<Sight>);

    Effect::new(move |_| {
        let Some(elements) = parts.elements() else { return };
        let place = move |spot| {
            if let Some(spot) = from_globe(spot) {
                helm.place(spot, mine.get_untracked());
            }
        };
        // A tap beside what is open closes it, and does no more than that.
        let tapped = move |spot| {
            if reach.get_untracked() != Reach::Scenery && !helm.fold() {
                place(spot);
            }
        };
        let hears = Hears {
            tapped: Box::new(tapped),
            placed: Box::new(place),
            rested: Box::new(move |spot| helm.rest(spot.and_then(from_globe))),
            grouped: Box::new(move |groups| helm.gather(groups)),
        };
        let root = elements.root.clone();
        let start = move || {
            let first = mine.try_get_untracked().flatten().and_then(on_globe);
            engine.try_set(Engine::start(elements, first, hears));
        };
        sight.set_value(Sight::of(&root, start));
    });

    Effect::new(move |_| {
        if let Some(engine) = engine.get() {
            pins.with(|pins| engine.show(pins));
        }
    });

    Effect::new(move |_| {
        if let Some(engine) = engine.get() {
            halo.with(|halo| engine.surround(halo.as_ref(), helm.placing.get()));
        }
    });

    Effect::new(move |_| {
        let open = helm.open.get().map(|person| person.to_string());
        if let Some(engine) = engine.get() {
            engine.arrange(|pins| pins.crowd.open(open));
        }
    });

    Effect::new(move |_| {
        let fanned = helm.fanned.get();
        if let Some(engine) = engine.get() {
            engine.arrange(|pins| pins.crowd.fan(fanned));
        }
    });

    // The buttons of the groups are there now, and are to be moved.
    Effect::new(move |_| {
        helm.groups.track();
        if let Some(engine) = engine.get() {
            engine.arrange(Pins::changed);
        }
    });

    Effect::new(move |_| {
        let sender = helm.arrived.get();
        let me = pins.with_untracked(|pins| pins.iter().find(|pin| pin.mine).map(|pin| pin.person.clone()));
        if let (Some(engine), Some((from, to))) = (engine.get_untracked(), sender.zip(me)) {
            engine.throw(from.as_str(), to.as_str());
        }
    });

    Effect::new(move |_| {
        // What was asked for before it began is done when it does.
        let order = helm.orders.get();
        if let (Some(engine), Some(order)) = (engine.get(), order) {
            obey(&engine, order, helm);
        }
    });
}

impl Parts {
    /// All of them, once they are there.
    fn elements(self) -> Option<Elements> {
        Some(Elements {
            root: self.root.get()?.into(),
            canvas: self.canvas.get()?.into(),
            layer: self.layer.get()?.into(),
            free: self.free.get()?.into(),
            card: self.card.get()?.into(),
        })
    }
}

fn obey(engine: &Engine, order: Order, helm: Helm) {
    match order {
        Order::Closer => engine.steer(|globe, now| globe.zoom_by(ZOOM_STEP, None, now)),
        Order::Further => engine.steer(|globe, now| globe.zoom_by(1.0 / ZOOM_STEP, None, now)),
        Order::Turn(east, north) => engine.steer(|globe, now| {
            let zoom = globe.camera().zoom().max(1.0);
            globe.turn(east / zoom, north / zoom, now);
        }),
        Order::Show(spot) => {
            if let Some(spot) = on_globe(spot) {
                engine.steer(|globe, now| {
                    let zoom = globe.camera().zoom().max(NEAR_ENOUGH);
                    globe.fly_to(spot, Some(zoom), now);
                });
            }
        }
        Order::Visit(spot) => {
            if let Some(spot) = on_globe(spot) {
                engine.steer(|globe, now| {
                    let zoom = globe.camera().zoom().max(CLOSE_UP);
                    globe.fly_to(spot, Some(zoom), now);
                });
            }
        }
        Order::Frame(halo) => {
            if let Some(circle) = halo::circle(&halo) {
                engine.steer(|globe, now| {
                    globe.fly_to(circle.middle(), Some(circle.zoom_to_fill(FRAME).max(1.0)), now);
                });
            }
        }
        Order::Split(group) => {
            if !engine.split(&group) {
                helm.fan(group);
            }
        }
        Order::World => engine.steer(|globe, now| {
            let centre = globe.camera().centre();
            globe.fly_to(centre, Some(1.0), now);
        }),
        Order::PlaceHere => engine.place_here(),
    }
}
