//! Pointers and the wheel, translated for the globe. Keys are the page's business: see [`CameraStep`](crate::CameraStep).

use std::{
    cell::Cell,
    rc::{Rc, Weak},
};

use globe::Point;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, PointerEvent, WheelEvent};

use crate::{engine::Engine, hear::hear};

/// A wheel may count lines or pages instead of pixels.
const LINE: f64 = 16.0;
const PAGE: f64 = 400.0;
/// A pinch on a trackpad arrives as a wheel with Ctrl held, in a tenth of the steps.
const PINCH: f64 = 10.0;

pub(crate) fn listen(engine: &Rc<Engine>) -> Vec<EventListener> {
    let root = engine.root.clone();
    // A press that began on a pin, or on several, is theirs unless it becomes a drag.
    let on_pin = Rc::new(Cell::new(false));
    let with = |act: fn(&Engine, &PointerEvent, &Cell<bool>)| {
        let (engine, on_pin) = (Rc::downgrade(engine), on_pin.clone());
        move |event: &PointerEvent| {
            if let Some(engine) = Weak::upgrade(&engine) {
                act(&engine, event, &on_pin);
            }
        }
    };
    let wheel = {
        let engine = Rc::downgrade(engine);
        move |event: &WheelEvent| {
            if let Some(engine) = engine.upgrade() {
                turn_wheel(&engine, event);
            }
        }
    };
    vec![
        hear(&root, "pointerdown", with(press)),
        hear(&root, "pointermove", with(slide)),
        hear(&root, "pointerup", with(lift)),
        hear(&root, "pointercancel", with(cancel)),
        hear(&root, "wheel", wheel),
    ]
}

fn press(engine: &Engine, event: &PointerEvent, on_pin: &Cell<bool>) {
    // A mouse's other buttons are the browser's.
    if event.button() != 0 {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    on_pin.set(target.is_some_and(|target| matches!(target.closest(".pin, .crowd"), Ok(Some(_)))));
    if !on_pin.get() {
        let _ = engine.root.set_pointer_capture(event.pointer_id());
    }
    engine.steer(|globe, now| globe.press(event.pointer_id(), at(engine, event), now));
}

fn slide(engine: &Engine, event: &PointerEvent, _: &Cell<bool>) {
    let id = event.pointer_id();
    if event.buttons() == 0 {
        // Let go where we could not hear it.
        engine.globe.borrow_mut().cancel(id);
        return;
    }
    let to = at(engine, event);
    let (turned, dragged) = {
        let mut globe = engine.globe.borrow_mut();
        (globe.slide(id, to, engine.now()), globe.is_dragged())
    };
    if dragged && !engine.root.has_pointer_capture(id) {
        // From here on it is no press of a pin any more.
        let _ = engine.root.set_pointer_capture(id);
    }
    if turned {
        engine.wake();
    }
}

fn lift(engine: &Engine, event: &PointerEvent, on_pin: &Cell<bool>) {
    let tapped = engine.globe.borrow_mut().lift(event.pointer_id(), engine.now());
    engine.wake();
    if let Some(spot) = tapped.filter(|_| !on_pin.get()) {
        engine.tapped(spot);
    }
}

fn cancel(engine: &Engine, event: &PointerEvent, _: &Cell<bool>) {
    engine.globe.borrow_mut().cancel(event.pointer_id());
}

fn turn_wheel(engine: &Engine, event: &WheelEvent) {
    event.prevent_default();
    let unit = match event.delta_mode() {
        WheelEvent::DOM_DELTA_LINE => LINE,
        WheelEvent::DOM_DELTA_PAGE => PAGE,
        _ => 1.0,
    };
    let delta = event.delta_y() * unit * if event.ctrl_key() { PINCH } else { 1.0 };
    if delta.is_finite() && delta != 0.0 {
        engine.steer(|globe, _| globe.wheel(at(engine, event), delta));
    }
}

fn at(engine: &Engine, event: &MouseEvent) -> Point {
    let root = engine.root.get_bounding_client_rect();
    Point { x: f64::from(event.client_x()) - root.x(), y: f64::from(event.client_y()) - root.y() }
}
