//! When a menu closes by itself. It is a `details`, so that it opens without a script.

use leptos::{
    ev,
    html::{Details, Summary},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, HtmlDetailsElement, Node},
};

/// Closes a menu once one of its links is followed, Esc is pressed, or something beside it is, while the calling
/// component lives. The focus goes back to what opens it where it would be lost.
pub fn close_when_done(menu: NodeRef<Details>, opener: NodeRef<Summary>) {
    let open = move || menu.get_untracked().filter(|menu| menu.open());
    Effect::new(move |_| {
        let pressed = window_event_listener(ev::pointerdown, move |event| {
            if let Some(menu) = open().filter(|menu| !holds(menu, &event)) {
                menu.set_open(false);
            }
        });
        let followed = window_event_listener(ev::click, move |event| {
            if let Some(menu) = open().filter(|menu| holds(menu, &event) && is_link(&event)) {
                menu.set_open(false);
                // A page that is come to takes it from there.
                let _ = opener.get_untracked().map(|opener| opener.focus());
            }
        });
        let escaped = window_event_listener(ev::keydown, move |event| {
            if event.key() != "Escape" || event.default_prevented() {
                return;
            }
            if let (Some(menu), Some(opener)) = (open(), opener.get_untracked()) {
                event.prevent_default();
                menu.set_open(false);
                let _ = opener.focus();
            }
        });
        on_cleanup(move || {
            pressed.remove();
            followed.remove();
            escaped.remove();
        });
    });
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether it happened in the menu. What it removed from the page was in it.
fn holds(menu: &HtmlDetailsElement, event: &Event) -> bool {
    target(event).is_none_or(|target| {
        let node: &Node = &target;
        menu.contains(Some(node)) || !node.is_connected()
    })
}

fn is_link(event: &Event) -> bool {
    target(event).is_some_and(|target| target.closest("a[href]").ok().flatten().is_some())
}
