//! Gives fields what was typed in them, as they come to the page: some only after an answer of the server.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use leptos::prelude::{document, set_timeout, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, MutationObserver, MutationObserverInit};

use super::typed::{Typed, unfold};
use crate::listener::Listener;

/// Ends when everything is put back, or when the person goes to another page.
pub(super) struct PuttingBack {
    root: HtmlElement,
    address: Option<String>,
    typed: RefCell<Typed>,
    /// What the person has changed since the program lives.
    edited: RefCell<Vec<Element>>,
    /// Whether a look is coming.
    soon: Cell<bool>,
    watching: RefCell<Option<Watching>>,
}

/// Holds what calls a [`PuttingBack`], until it is dropped.
struct Watching {
    observer: MutationObserver,
    _changed: Closure<dyn Fn()>,
    _edits: Listener,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl PuttingBack {
    pub(super) fn begin(typed: Typed, root: &HtmlElement) {
        let this = Rc::new(Self {
            root: root.clone(),
            address: window().location().href().ok(),
            typed: RefCell::new(typed),
            edited: RefCell::default(),
            soon: Cell::default(),
            watching: RefCell::default(),
        });
        let watching = this.watch();
        *this.watching.borrow_mut() = watching;
        this.look_soon();
    }

    fn watch(self: &Rc<Self>) -> Option<Watching> {
        let edits = {
            let this = Rc::clone(self);
            Listener::on(&self.root, "input", move |event: Event| {
                let field = event.target().filter(|_| event.is_trusted());
                this.edited.borrow_mut().extend(field.and_then(|field| field.dyn_into::<Element>().ok()));
            })
        };
        let changed = {
            let this = Rc::clone(self);
            Closure::<dyn Fn()>::new(move || this.look_soon())
        };
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        observer.observe_with_options(&self.root, &options).ok()?;
        Some(Watching { observer, _changed: changed, _edits: edits })
    }

    /// Looks after everything that happens now, effects included: they may give a field the value of a signal.
    fn look_soon(self: &Rc<Self>) {
        if !self.soon.replace(true) {
            let this = Rc::clone(self);
            set_timeout(
                move || {
                    this.soon.set(false);
                    this.look();
                },
                Duration::ZERO,
            );
        }
    }

    fn look(&self) {
        if window().location().href().ok() == self.address {
            self.put_fields();
            self.put_focus();
        } else {
            let mut typed = self.typed.borrow_mut();
            (typed.fields, typed.focus) = (vec![], None);
        }
        let typed = self.typed.borrow();
        if typed.fields.is_empty() && typed.focus.is_none() {
            self.watching.borrow_mut().take();
        }
    }

    fn put_fields(&self) {
        let fields = std::mem::take(&mut self.typed.borrow_mut().fields);
        let mut missing = vec![];
        for (known, state) in fields {
            match known.find(&self.root) {
                None => missing.push((known, state)),
                Some(field) if self.edited.borrow().contains(&field) => {}
                Some(field) => {
                    unfold(&field);
                    state.put(&field);
                }
            }
        }
        self.typed.borrow_mut().fields = missing;
    }

    fn put_focus(&self) {
        let mut typed = self.typed.borrow_mut();
        let Some((element, selection)) = typed
            .focus
            .take_if(|(known, _)| known.find(&self.root).is_some())
            .and_then(|(known, selection)| Some((known.find(&self.root)?, selection)))
        else {
            return;
        };
        drop(typed);
        let has = document().active_element().filter(|has| has.tag_name() != "BODY");
        if has.is_some_and(|has| has != element) || self.edited.borrow().contains(&element) {
            return;
        }
        unfold(&element);
        if let Some(html) = element.dyn_ref::<HtmlElement>() {
            let _ = html.focus();
        }
        if let Some(selection) = selection {
            selection.put(&element);
        }
    }
}
