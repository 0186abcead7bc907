//! A small module that makes the server's globe turn before the app is there: pointers, wheel, keys, the buttons of the
//! view, and the pins of the people in the server's list. The app takes camera and canvas over when it is ready
//! (docs/architecture.md, "Three steps to life"). It knows no framework, because each kilobyte here is time without a globe.

use std::{cell::RefCell, rc::Rc};

use globe_engine::{Elements, Engine, Hears, Marker};
use gloo_events::EventListener;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, HtmlElement};

mod clock;
mod groups;
mod input;
mod page;
mod people;

thread_local! {
    static STARTER: RefCell<Option<Starter>> = const { RefCell::new(None) };
}

/// What runs until [`hand_over`]. Dropping it removes every listener.
struct Starter {
    engine: Rc<Engine>,
    people: Vec<Marker>,
    /// Holds the pins and the groups.
    layer: HtmlElement,
    _listeners: Vec<EventListener>,
}

/// Begins to draw. Does nothing on a page without a globe, or in a browser without a canvas.
#[wasm_bindgen]
pub fn begin() {
    let starter = web_sys::window().and_then(|window| start(&window.document()?));
    STARTER.set(starter);
}

/// Stops, and gives the numbers of a `globe::Handover`; none where nothing was drawn. What was drawn last stays on the page.
#[wasm_bindgen]
pub fn hand_over() -> Vec<f64> {
    let starter = STARTER.take();
    starter.map(|starter| starter.engine.hand_over().numbers()).unwrap_or_default()
}

fn start(document: &Document) -> Option<Starter> {
    let root = page::find(document, ".globe__world")?;
    let canvas = page::find(document, ".globe__canvas")?;
    let layer = page::append(&canvas, "div", "globe__early")?;
    let people = people::show(document, &layer);
    let mine = people.iter().find(|person| person.mine).map(|person| person.spot);
    let elements = Elements {
        root: root.clone(),
        canvas,
        layer: layer.clone(),
        free: page::find(document, ".globe__free")?,
        card: page::find(document, ".globe__card")?,
    };
    let hears = Hears {
        // A tap moves one's own pin, which only the app can do.
        tapped: Box::new(|_| {}),
        placed: Box::new(|_| {}),
        rested: Box::new(|_| {}),
        grouped: Box::new(|found| with(|starter| groups::show(starter, &found))),
    };
    let engine = Engine::start_early(elements, mine, clock::now, hears)?;
    engine.show(people.clone());
    let listeners = input::listen(document, &root, &layer);
    Some(Starter { engine, people, layer, _listeners: listeners })
}

/// Does something with what runs, if anything does.
fn with(act: impl FnOnce(&Starter)) {
    STARTER.with_borrow(|starter| {
        if let Some(starter) = starter {
            act(starter);
        }
    });
}
