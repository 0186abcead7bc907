//! The browser's half of the globe: it draws, listens to pointers, and moves the pins. One dirty flag and one asked
//! frame: when nothing changes, nothing is drawn.

mod engine;
mod input;
mod land;

mod locate;
mod pins;
mod screen;
mod surface;

use std::rc::Rc;

use leptos::{html, prelude::*};

use super::{
    helm::Helm,
    model::{Order, Pin, from_globe, on_globe},
};
use crate::presence::Spot;
use engine::Engine;
pub(super) use locate::locate;

/// Each step of a zoom button or key.
const ZOOM_STEP: f64 = 1.6;
/// A spot one goes to is seen from at least this near.
const NEAR_ENOUGH: f64 = 1.6;

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
}

/// Draws the globe while the calling component lives.
pub(super) fn keep_drawn(parts: Parts, pins: Signal<Vec<Pin>>, mine: Memo<Option<Spot>>, helm: Helm) {
    let engine = RwSignal::new_local(None::<Rc<Engine>>);

    Effect::new(move |_| {
        let elements = (parts.root.get(), parts.canvas.get(), parts.layer.get(), parts.free.get());
        let (Some(root), Some(canvas), Some(layer), Some(free)) = elements else { return };
        let first = mine.get_untracked().and_then(on_globe);
        let placed = move |spot| {
            if let Some(spot) = from_globe(spot) {
                helm.place(spot, mine.get_untracked());
            }
        };
        engine.set(Engine::start(root.into(), canvas.into(), layer.into(), free.into(), first, placed));
    });

    Effect::new(move |_| {
        if let Some(engine) = engine.get() {
            pins.with(|pins| engine.show(pins));
        }
    });

    Effect::new(move |_| {
        let order = helm.orders.get();
        if let (Some(engine), Some(order)) = (engine.get_untracked(), order) {
            obey(&engine, order);
        }
    });
}

fn obey(engine: &Engine, order: Order) {
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
        Order::World => engine.steer(|globe, now| {
            let centre = globe.camera().centre();
            globe.fly_to(centre, Some(1.0), now);
        }),
        Order::PlaceHere => engine.place_here(),
    }
}
