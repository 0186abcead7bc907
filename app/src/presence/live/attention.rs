//! Whether anybody is at this page: input, sight, and the page's own end.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::UrlSearchParams;

use super::Presence;
use crate::{
    clock::since_start,
    presence::{api::LeavePresence, model::pulse::Pulse},
};

/// Input is told this often at most: a pointer moves more often than anybody needs to know.
const PAUSE: Duration = Duration::from_secs(1);

/// Tells the pulse of everything, while the calling component lives.
pub(super) fn follow(presence: Presence) {
    let last = StoredValue::new(None::<Duration>);
    let touched = move || {
        let now = since_start();
        if last.try_get_value().is_some_and(|last| last.is_none_or(|last| now.saturating_sub(last) >= PAUSE))
        {
            last.set_value(Some(now));
            presence.happens(Pulse::touched);
        }
    };
    let listeners = [
        window_event_listener(ev::pointerdown, move |_| touched()),
        window_event_listener(ev::pointermove, move |_| touched()),
        window_event_listener(ev::keydown, move |_| touched()),
        window_event_listener(ev::wheel, move |_| touched()),
        window_event_listener(ev::visibilitychange, move |_| {
            presence.happens(|pulse, now| pulse.seen(is_visible(), now));
        }),
        window_event_listener_untyped("pagehide", move |_| presence.happens(|pulse, _| pulse.leaving())),
        // Out of the browser's drawer of pages, or thawed.
        window_event_listener_untyped("pageshow", move |event| {
            let kept = event.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(|event| event.persisted());
            if kept {
                presence.happens(Pulse::back);
            }
        }),
        window_event_listener_untyped("resume", move |_| presence.happens(Pulse::back)),
    ];
    Effect::new(move |_| {
        if !is_visible() {
            presence.happens(|pulse, now| pulse.seen(false, now));
        }
    });
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
}

/// Tells the server that this page closes. The browser carries it there after the page is gone.
pub(super) fn say_goodbye() {
    if let Ok(nothing) = UrlSearchParams::new() {
        let path = <LeavePresence as leptos::server_fn::ServerFn>::PATH;
        // A browser that will not carry it leaves the record to end by itself.
        let _ = window().navigator().send_beacon_with_opt_url_search_params(path, Some(&nothing));
    }
}

fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}
