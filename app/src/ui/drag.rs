//! A pointer that drags something. Until it has come some way, a press is a press.

use leptos::{
    ev::PointerEvent,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, EventTarget},
};

/// From how far on it is a drag, in CSS pixels.
const TAKES: f64 = 8.0;

/// How far something is dragged. A handle: copies follow the same pointer.
#[derive(Clone, Copy)]
pub struct Drag {
    from: StoredValue<Option<Point>>,
    by: RwSignal<Option<Point>>,
}

/// CSS pixels, to the right and down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Default for Drag {
    fn default() -> Self {
        Self { from: StoredValue::new(None), by: RwSignal::new(None) }
    }
}

impl Drag {
    /// How far the pointer has come, while it drags.
    pub fn by(self) -> Option<Point> {
        self.by.get()
    }

    /// The pointer is down on the element that is dragged, or on something in it. Buttons and links in it are not dragged by.
    pub fn begin(self, event: &PointerEvent) {
        let element =
            |target: Option<EventTarget>| target.and_then(|target| target.dyn_into::<Element>().ok());
        let (dragged, under) = (element(event.current_target()), element(event.target()));
        let pressed = under.and_then(|under| under.closest("a, button").ok().flatten());
        if !event.is_primary()
            || event.button() != 0
            || pressed.is_some_and(|pressed| Some(pressed) != dragged)
        {
            return;
        }
        // Without it a drag ends where the element does, and is one all the same.
        let _ = dragged.map(|dragged| dragged.set_pointer_capture(event.pointer_id()));
        self.from.set_value(Some(at(event)));
    }

    /// The pointer moves.
    pub fn follow(self, event: &PointerEvent) {
        let Some(from) = self.from.get_value() else { return };
        let at = at(event);
        let by = Point { x: at.x - from.x, y: at.y - from.y };
        if self.by.with_untracked(Option::is_some) || by.x.hypot(by.y) > TAKES {
            self.by.set(Some(by));
        }
    }

    /// The pointer is up: how far it came, if it was a drag.
    pub fn end(self) -> Option<Point> {
        self.from.set_value(None);
        let by = self.by.get_untracked();
        if by.is_some() {
            self.by.set(None);
        }
        by
    }
}

fn at(event: &PointerEvent) -> Point {
    Point { x: event.client_x().into(), y: event.client_y().into() }
}
