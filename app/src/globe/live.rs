//! The browser's half of the globe: hands the engine what the page knows, and the page what the engine hears.

mod clock;
mod locate;

use std::rc::Rc;

use globe::Circle;
use globe_engine::{Elements, Engine, Hears, Marker, Sight, VisibilityArea};
use leptos::{html, prelude::*};

use super::{
    helm::Helm,
    model::{Halo, Order, Pin, from_globe, on_globe},
    view::Reach,
};
use crate::presence::Spot;
pub(super) use clock::figures;
pub(super) use locate::locate;

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
            let time = || crate::clock::now().millis() as f64;
            engine.try_set(Engine::start(elements, first, time, hears));
        };
        sight.set_value(Sight::of(&root, start));
    });

    Effect::new(move |_| {
        if let Some(engine) = engine.get() {
            engine.show(pins.with(|pins| pins.iter().filter_map(marker).collect()));
        }
    });

    Effect::new(move |_| {
        if let Some(engine) = engine.get() {
            let area = halo.with(|halo| halo.as_ref().and_then(area));
            engine.surround(area.as_ref(), helm.placing.get());
        }
    });

    Effect::new(move |_| {
        let open = helm.open.get().map(|person| person.to_string());
        if let Some(engine) = engine.get() {
            engine.open(open);
        }
    });

    Effect::new(move |_| {
        let fanned = helm.fanned.get();
        if let Some(engine) = engine.get() {
            engine.fan(fanned);
        }
    });

    // The buttons of the groups are in the page now.
    Effect::new(move |_| {
        helm.groups.track();
        if let Some(engine) = engine.get() {
            engine.regrouped();
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

/// `None` until this person has said where they are.
fn marker(pin: &Pin) -> Option<Marker> {
    Some(Marker { id: pin.person.to_string(), spot: on_globe(pin.spot?)?, mine: pin.mine })
}

fn area(halo: &Halo) -> Option<VisibilityArea> {
    let circle = Circle::around(on_globe(halo.middle)?, halo.reach)?;
    Some(VisibilityArea { circle, words: halo.words.clone() })
}

fn obey(engine: &Engine, order: Order, helm: Helm) {
    match order {
        Order::Step(step) => engine.step(step),
        Order::Show(spot) => {
            if let Some(spot) = on_globe(spot) {
                engine.show_spot(spot);
            }
        }
        Order::Visit(spot) => {
            if let Some(spot) = on_globe(spot) {
                engine.visit(spot);
            }
        }
        Order::Frame(halo) => {
            if let Some(area) = area(&halo) {
                engine.frame_circle(area.circle);
            }
        }
        Order::Split(group) => {
            if !engine.split(&group) {
                helm.fan(group);
            }
        }
        Order::PlaceHere => engine.place_here(),
    }
}
