//! Watches what has the focus, and gives it to something else when that cannot keep it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, MutationObserver, MutationObserverInit};

use super::place::{Place, focus_page, focused};
use crate::listener::Listener;

/// So many places are remembered: a menu in a dialog over a row is three.
const REMEMBERED: usize = 8;
/// How what has the focus may become unusable, besides being taken away.
const ATTRIBUTES: [&str; 4] = ["disabled", "hidden", "inert", "open"];

/// Keeps the focus on the page while the calling component lives.
pub(super) fn keep() {
    let held = StoredValue::new_local(None::<Watching>);
    Effect::new(move |_| held.set_value(Watching::begin()));
    on_cleanup(move || {
        held.try_set_value(None);
    });
}

/// Ends when it is dropped.
struct Watching {
    observer: MutationObserver,
    _changed: Closure<dyn Fn()>,
    _listeners: [Listener; 2],
}

impl Watching {
    fn begin() -> Option<Self> {
        let keeper = Rc::new(Keeper {
            places: RefCell::default(),
            origin: RefCell::default(),
            asked: Cell::default(),
        });
        let root = document().body()?;
        let on = |name, heard: fn(&Keeper, &Element)| {
            let keeper = keeper.clone();
            Listener::on(&root, name, move |event: Event| {
                if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                    heard(&keeper, &element);
                }
                look_soon(&keeper);
            })
        };
        let listeners = [on("focusin", Keeper::came), on("focusout", |_, _| ())];
        let changed = {
            let keeper = keeper.clone();
            Closure::<dyn Fn()>::new(move || {
                keeper.follow();
                look_soon(&keeper);
            })
        };
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        options.set_attribute_filter(
            &ATTRIBUTES.into_iter().map(wasm_bindgen::JsValue::from_str).collect::<js_sys::Array>(),
        );
        observer.observe_with_options(&root, &options).ok()?;
        Some(Self { observer, _changed: changed, _listeners: listeners })
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Looks a frame later: by then everything that belongs to one change has happened, and code that knows a better place for the
/// focus has given it there.
fn look_soon(keeper: &Rc<Keeper>) {
    if !keeper.asked.replace(true) {
        let keeper = keeper.clone();
        request_animation_frame(move || {
            keeper.asked.set(false);
            keeper.look();
        });
    }
}

struct Keeper {
    /// Where the focus was, the newest last.
    places: RefCell<Vec<Place>>,
    /// What was disabled while it had the focus: it gets it back, should it be usable again before anything else happens.
    origin: RefCell<Option<(Place, Element)>>,
    asked: Cell<bool>,
}

impl Keeper {
    fn came(&self, element: &Element) {
        let mut places = self.places.borrow_mut();
        places.retain(|place| place.element() != Some(element));
        if places.len() == REMEMBERED {
            places.remove(0);
        }
        places.push(Place::of(element));
    }

    /// What has the focus may stand elsewhere by now.
    fn follow(&self) {
        if let Some(place) = self.places.borrow_mut().last_mut()
            && let Some(element) = place.element().filter(|element| element.is_connected()).cloned()
        {
            *place = Place::of(&element);
        }
    }

    fn look(&self) {
        let Some(last) = self.places.borrow().last().cloned() else { return };
        let focused = focused();
        if self.returns_to_origin(focused.as_ref()) {
            return;
        }
        if last.is_usable() {
            if focused.is_none() {
                // A press beside everything takes the focus away, and is meant.
                self.places.borrow_mut().clear();
            }
            return;
        }
        if focused.is_some_and(|focused| last.element() != Some(&focused)) {
            return;
        }
        if !last.focus_near() {
            let before: Vec<Place> = self.places.borrow().iter().rev().skip(1).cloned().collect();
            if !before.iter().any(Place::focus) {
                focus_page();
            }
        }
        let stands_in = super::place::focused();
        *self.origin.borrow_mut() = stands_in
            .filter(|_| last.element().is_some_and(|element| element.is_connected()))
            .map(|it| (last, it));
    }

    /// Whether what had been disabled is usable again and has the focus back from what stood in for it.
    fn returns_to_origin(&self, focused: Option<&Element>) -> bool {
        let Some((origin, stands_in)) = self.origin.borrow_mut().take() else { return false };
        if focused.is_some_and(|focused| *focused != stands_in) {
            return false;
        }
        if origin.is_usable() {
            return origin.focus();
        }
        if origin.element().is_some_and(|element| element.is_connected()) {
            *self.origin.borrow_mut() = Some((origin, stands_in));
        }
        false
    }
}
