//! Keys, the buttons of the view and presses of pins. Pointers and the wheel are the engine's.

use globe::Spot;
use globe_engine::CameraStep;
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement, KeyboardEvent};

use crate::{Starter, page, with};

pub(crate) fn listen(document: &Document, root: &HtmlElement, layer: &HtmlElement) -> Vec<EventListener> {
    let mut listeners = vec![
        EventListener::new_with_options(
            root,
            "keydown",
            EventListenerOptions::enable_prevent_default(),
            |event| with(|starter| key(starter, event.unchecked_ref())),
        ),
        EventListener::new(layer, "click", |event| with(|starter| press(starter, event))),
    ];
    if let Some(controls) = page::find(document, ".globe__controls") {
        listeners.push(EventListener::new(&controls, "click", |event| {
            with(|starter| control(starter, event));
        }));
    }
    listeners
}

fn key(starter: &Starter, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || is_the_apps(event) {
        return;
    }
    let key = event.key();
    let (step, home) = (CameraStep::of_key(&key, event.shift_key()), mine(starter).filter(|_| key == "Home"));
    if step.is_some() || home.is_some() {
        event.prevent_default();
    }
    go(starter, step, home);
}

fn control(starter: &Starter, event: &Event) {
    if is_the_apps(event) {
        return;
    }
    let step = match value(event, "data-view").as_deref() {
        Some("closer") => Some(CameraStep::Closer),
        Some("further") => Some(CameraStep::Further),
        Some("world") => Some(CameraStep::World),
        Some("mine") => None,
        _ => return,
    };
    go(starter, step, mine(starter).filter(|_| step.is_none()));
}

/// A pin is gone to; a group is taken apart. Cards are the app's.
fn press(starter: &Starter, event: &Event) {
    if let Some(id) = value(event, "data-user") {
        go(starter, None, starter.people.iter().find(|person| person.id == id).map(|person| person.spot));
    } else if let Some(group) = value(event, "data-group") {
        starter.engine.split(&group);
    }
}

fn go(starter: &Starter, step: Option<CameraStep>, spot: Option<Spot>) {
    if let Some(step) = step {
        starter.engine.step(step);
    } else if let Some(spot) = spot {
        starter.engine.show_spot(spot);
    }
}

fn mine(starter: &Starter) -> Option<Spot> {
    starter.people.iter().find(|person| person.mine).map(|person| person.spot)
}

/// Whether the app is there and hears this as well: it does what was asked for once it has taken the camera over.
fn is_the_apps(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest("[data-started]"), Ok(Some(_))))
}

/// The value of an attribute of what was pressed.
fn value(event: &Event, attribute: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{attribute}]")).ok()??.get_attribute(attribute)
}
