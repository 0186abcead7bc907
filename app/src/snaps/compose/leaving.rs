//! Asking once before a photograph that was not sent is left behind: it is kept nowhere.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use super::{Desk, Sending};
use crate::listener::Listener;

const QUESTION: &str = "Leave without sending? Your photo is not kept.";

/// Asks for as long as the calling component lives.
pub(super) fn ask_first(desk: Desk) {
    let unsent = move || {
        let sent = desk.sending.with_untracked(|sending| matches!(sending, Sending::Sent(_)));
        !sent && desk.photo.with_untracked(Option::is_some)
    };
    // Closing, reloading, another address: the browser has words of its own.
    let closing = window_event_listener(ev::beforeunload, move |event| {
        if unsent() {
            event.prevent_default();
        }
    });
    // The router hears clicks at the window, one step after the document.
    let following = Listener::on(&document(), "click", move |event: web_sys::MouseEvent| {
        if unsent() && leads_away(&event) && !window().confirm_with_message(QUESTION).unwrap_or(true) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
    let following = StoredValue::new_local(Some(following));
    on_cleanup(move || {
        closing.remove();
        following.try_update_value(|listener| drop(listener.take()));
    });
}

/// Whether it is a click on a link that takes this page away.
fn leads_away(event: &web_sys::MouseEvent) -> bool {
    let aside = event.default_prevented()
        || event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key();
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
    let Some(link) =
        link.filter(|link| !aside && !link.has_attribute("target") && !link.has_attribute("download"))
    else {
        return false;
    };
    // A snap that is looked at lies over this page.
    !link.get_attribute("href").is_some_and(|href| href.starts_with(['#', '?']))
}
