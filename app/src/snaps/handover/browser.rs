//! The browser's half: what is dragged over the window, dropped on it, and pasted into it. Text and links are left to
//! whatever is under them, and so is what is dragged from this very page: its own pictures are no news.

use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use web_sys::{DragEvent, EventTarget, File};

use super::Handover;
use crate::snaps::device::{dropped, pasted};

const COMPOSER: &str = "/app/snap";

pub(super) fn keep_watch(handover: Handover) {
    let (navigate, path) = (use_navigate(), use_location().pathname);
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let composing = move || path.get_untracked() == COMPOSER;
        let open_with = move |file: File| {
            handover.file.set(Some(file));
            if !composing() {
                navigate(COMPOSER, NavigateOptions::default());
            }
        };
        // Named once for both, because each of them opens the composer in the same way.
        let paste_with = open_with.clone();
        let pasting = window_event_listener(ev::paste, move |event| {
            if let Some(file) = pasted(&event) {
                event.prevent_default();
                paste_with(file);
            }
        });
        let dragging = watch_drags(handover, composing, open_with);
        on_cleanup(move || {
            pasting.remove();
            dragging();
        });
    });
}

/// Shows the zone while a file is over the window. Gives what ends the watch.
fn watch_drags(
    handover: Handover,
    composing: impl Fn() -> bool + 'static,
    open_with: impl Fn(File) + 'static,
) -> impl FnOnce() {
    let over = handover.over;
    let ours = StoredValue::new(false);
    // Where the drag is. One enters an element before one leaves another, so leaving the newest is leaving the window.
    let newest = StoredValue::new_local(None::<EventTarget>);
    let is_file = move |event: &DragEvent| !ours.get_value() && brings_files(event);
    let listeners = [
        window_event_listener(ev::dragstart, move |_| ours.set_value(true)),
        window_event_listener(ev::dragend, move |_| ours.set_value(false)),
        window_event_listener(ev::dragenter, move |event| {
            if is_file(&event) {
                newest.set_value(event.target());
                // The composer has a place of its own for it.
                over.set(!composing());
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if is_file(&event) && !event.default_prevented() {
                // Says that it may be dropped here.
                event.prevent_default();
                if let Some(data) = event.data_transfer() {
                    data.set_drop_effect("copy");
                }
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if newest.with_value(|newest| *newest == event.target()) {
                over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            over.set(false);
            if is_file(&event) && !event.default_prevented() {
                // Without this the browser would show the file in place of the app.
                event.prevent_default();
                dropped(&event).into_iter().for_each(&open_with);
            }
        }),
        window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && over.get_untracked() {
                event.prevent_default();
                over.set(false);
            }
        }),
    ];
    move || listeners.into_iter().for_each(|listener| listener.remove())
}

fn brings_files(event: &DragEvent) -> bool {
    let kinds = event.data_transfer().map(|data| data.types()).unwrap_or_default();
    kinds.iter().any(|kind| kind.as_string().as_deref() == Some("Files"))
}
