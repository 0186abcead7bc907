//! Watches what has the focus, and gives it to something else when that cannot keep it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, MutationObserver, MutationObserverInit};

use super::{
    SAYS,
    place::{Place, focus_page, focused},
};
use crate::{clock::since_start, listener::Listener};

/// So many places are remembered: a menu in a dialog over a row is three.
const REMEMBERED: usize = 8;
/// How long after the answer to a form the news of it may take to remove the form. One that goes later was refused, and went
/// for another reason.
const NEWS: Duration = Duration::from_secs(5);
/// How what has the focus may become unusable, besides being taken away.
const ATTRIBUTES: [&str; 4] = ["disabled", "hidden", "inert", "open"];

/// Keeps the focus on the page and writes into `said` what a screen reader reads out, while the calling component lives.
pub(super) fn keep(said: RwSignal<String>) {
    let held = StoredValue::new_local(None::<Watching>);
    Effect::new(move |_| held.set_value(Watching::begin(said)));
    on_cleanup(move || {
        held.try_set_value(None);
    });
}

/// Ends when it is dropped.
struct Watching {
    observer: MutationObserver,
    _changed: Closure<dyn Fn()>,
    _listeners: [Listener; 3],
}

impl Watching {
    fn begin(said: RwSignal<String>) -> Option<Self> {
        let keeper = Rc::new(Keeper {
            places: RefCell::default(),
            origin: RefCell::default(),
            sent: RefCell::default(),
            asked: Cell::default(),
            said,
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
        let listeners = [on("focusin", Keeper::came), on("focusout", |_, _| ()), on("submit", Keeper::sent)];
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
    /// The form that was sent last.
    sent: RefCell<Option<Sent>>,
    asked: Cell<bool>,
    said: RwSignal<String>,
}

/// A form that was sent, and what to say when it is gone.
struct Sent {
    form: Element,
    words: String,
    /// The page it was sent from. On another page the form is gone whatever became of it.
    path: String,
    /// When it could be sent again, by [`since_start`]: the server has answered.
    answered: Option<Duration>,
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

    fn sent(&self, form: &Element) {
        *self.sent.borrow_mut() = form.get_attribute(SAYS).map(|words| Sent {
            form: form.clone(),
            words,
            path: path(),
            answered: None,
        });
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
        self.tell_what_went();
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
            if let Some(sent) = self.sent.borrow_mut().as_mut() {
                sent.answered.get_or_insert(since_start());
            }
            return origin.focus();
        }
        if origin.element().is_some_and(|element| element.is_connected()) {
            *self.origin.borrow_mut() = Some((origin, stands_in));
        }
        false
    }

    fn tell_what_went(&self) {
        let gone = self.sent.borrow_mut().take_if(|sent| !sent.form.is_connected());
        let is_done = |sent: &Sent| {
            let since_answer = sent.answered.map(|answered| since_start().saturating_sub(answered));
            sent.path == path() && since_answer.is_none_or(|passed| passed < NEWS)
        };
        if let Some(sent) = gone.filter(is_done) {
            self.said.try_set(sent.words);
        }
    }
}

/// The path of the page.
fn path() -> String {
    window().location().pathname().unwrap_or_default()
}
