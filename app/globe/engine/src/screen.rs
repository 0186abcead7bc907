//! What the globe asks of the window: sizes, the reader's preferences, a timer.

use globe::Stage;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, MediaQueryList, MutationObserver, MutationObserverInit, Window};

const LIGHT: &str = "(prefers-color-scheme: light)";
/// What somebody chose, on the document; see `theme.rs`.
const CHOSEN: &str = "data-theme";
const CALM: &str = "(prefers-reduced-motion: reduce)";

/// The root's size, and how much of it is covered on each side of `free`.
pub(crate) fn stage(root: &HtmlElement, free: &HtmlElement) -> Stage {
    let (root, free) = (root.get_bounding_client_rect(), free.get_bounding_client_rect());
    Stage {
        width: root.width(),
        height: root.height(),
        left: free.left() - root.left(),
        top: free.top() - root.top(),
        right: root.right() - free.right(),
        bottom: root.bottom() - free.bottom(),
    }
}

/// Whether the stylesheet gives the element any room.
pub(crate) fn is_shown(element: &HtmlElement) -> bool {
    element.client_width() > 0
}

/// As the system says, unless somebody chose otherwise.
pub(crate) fn is_light(window: &Window) -> bool {
    let root = window.document().and_then(|document| document.document_element());
    match root.and_then(|root| root.get_attribute(CHOSEN)).as_deref() {
        Some("light") => true,
        Some("dark") => false,
        _ => query(window, LIGHT).is_some_and(|query| query.matches()),
    }
}

/// Whether the reader asked for less motion.
pub(crate) fn is_calm(window: &Window) -> bool {
    query(window, CALM).is_some_and(|query| query.matches())
}

/// What changes when a preference does.
pub(crate) fn looks(window: &Window) -> impl Iterator<Item = MediaQueryList> {
    [LIGHT, CALM].into_iter().filter_map(|media| query(window, media))
}

/// Calls `chosen` whenever somebody chooses another look, until what it returns is dropped.
pub(crate) fn choices(window: &Window, chosen: impl Fn() + 'static) -> Option<Choices> {
    let root = window.document()?.document_element()?;
    let chosen = Closure::<dyn Fn()>::new(chosen);
    let observer = MutationObserver::new(chosen.as_ref().unchecked_ref()).ok()?;
    let options = MutationObserverInit::new();
    options.set_attribute_filter(&js_sys::Array::of1(&CHOSEN.into()));
    observer.observe_with_options(&root, &options).ok()?;
    Some(Choices { observer, _chosen: chosen })
}

pub(crate) struct Choices {
    observer: MutationObserver,
    _chosen: Closure<dyn Fn()>,
}

impl Drop for Choices {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn query(window: &Window, media: &str) -> Option<MediaQueryList> {
    window.match_media(media).ok().flatten()
}

/// Calls `tick` every so many milliseconds until what it returns is dropped.
pub(crate) fn every(window: &Window, period: i32, tick: impl Fn() + 'static) -> Timer {
    let tick = Closure::<dyn Fn()>::new(tick);
    let handler = tick.as_ref().unchecked_ref();
    let id = window.set_interval_with_callback_and_timeout_and_arguments_0(handler, period).ok();
    Timer { window: window.clone(), id, tick: Some(tick) }
}

/// Calls `then` once after so many milliseconds, unless what it returns is dropped before.
pub(crate) fn after(window: &Window, wait: i32, then: impl Fn() + 'static) -> Timer {
    let tick = Closure::<dyn Fn()>::new(then);
    let handler = tick.as_ref().unchecked_ref();
    let id = window.set_timeout_with_callback_and_timeout_and_arguments_0(handler, wait).ok();
    Timer { window: window.clone(), id, tick: Some(tick) }
}

pub(crate) struct Timer {
    window: Window,
    id: Option<i32>,
    tick: Option<Closure<dyn Fn()>>,
}

impl Drop for Timer {
    fn drop(&mut self) {
        // Kept, because the handle of a clock that a test has put in place does not fit into an `i32`, and clears nothing.
        // What is called then finds no engine.
        if let Some(tick) = self.tick.take() {
            tick.forget();
        }
        if let Some(id) = self.id {
            // One kind of handle serves both kinds of timer.
            self.window.clear_interval_with_handle(id);
        }
    }
}
