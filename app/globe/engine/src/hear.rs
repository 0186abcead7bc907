use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::EventTarget;

/// Hears one kind of event until what it returns is dropped. `E` must be what the browser sends by this name.
pub(crate) fn hear<E: JsCast>(
    target: &EventTarget,
    name: &'static str,
    heard: impl Fn(&E) + 'static,
) -> EventListener {
    // A wheel over the globe must not also scroll the page, and saying so takes an active listener.
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, name, options, move |event| heard(event.unchecked_ref()))
}
