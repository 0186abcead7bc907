//! Hearing the browser's events where a view's own attributes do not reach. Only in the browser.

use std::any::Any;

use js_sys::Function;
use wasm_bindgen::{JsCast, closure::Closure, convert::FromWasmAbi};
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// Hears one kind of event until it is dropped.
pub(crate) struct Listener {
    target: EventTarget,
    name: &'static str,
    heard: Function,
    _closure: Box<dyn Any>,
}

impl Listener {
    /// `E` must be what the browser sends by this name.
    pub(crate) fn on<E>(target: &EventTarget, name: &'static str, heard: impl Fn(E) + 'static) -> Self
    where
        E: FromWasmAbi + AsRef<Event> + 'static,
    {
        let options = AddEventListenerOptions::new();
        // A wheel over the globe must not also scroll the page, and saying so takes an active listener.
        options.set_passive(false);
        let closure = Closure::<dyn Fn(E)>::new(heard);
        let heard: Function = closure.as_ref().unchecked_ref::<Function>().clone();
        // Refused by nothing that is an event target.
        let _ =
            target.add_event_listener_with_callback_and_add_event_listener_options(name, &heard, &options);
        Self { target: target.clone(), name, heard, _closure: Box::new(closure) }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.name, &self.heard);
    }
}
