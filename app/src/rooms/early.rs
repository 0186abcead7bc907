//! Fetches the code of the rooms before one is opened.

use std::time::Duration;

use leptos::{leptos_dom::helpers::window_event_listener_untyped, prelude::*, wasm_bindgen::JsCast};
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event};

use super::{Code, Room, Rooms};

/// What comes before somebody follows a link.
const SIGNS: [&str; 3] = ["pointerover", "pointerdown", "focusin"];

/// When a browser counts as idle that does not tell.
const IDLE_AFTER: Duration = Duration::from_secs(2);

/// Fetches the code when the browser is idle, or when a link to a room is pointed at, touched or focused.
pub(crate) fn fetch_early(rooms: Rooms) {
    Effect::new(move |begun: Option<bool>| {
        if begun.is_none() && rooms.code.get_untracked() == Code::Absent {
            when_idle(move || rooms.fetch());
            for sign in SIGNS {
                let listener = window_event_listener_untyped(sign, move |event| {
                    if rooms.code.try_get_untracked() == Some(Code::Absent) && leads_to_room(&event) {
                        rooms.fetch();
                    }
                });
                on_cleanup(move || listener.remove());
            }
        }
        true
    });
}

fn leads_to_room(event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = element.and_then(|element| element.closest("a[href]").ok().flatten());
    let href = link.and_then(|link| link.get_attribute("href"));
    href.is_some_and(|href| {
        let (path, query) = href.split_once('?').unwrap_or((&href, ""));
        Room::is_needed(path, query)
    })
}

/// Safari has no `requestIdleCallback`.
fn when_idle(run: impl Fn() + 'static) {
    let known = js_sys::Reflect::has(&window(), &"requestIdleCallback".into()) == Ok(true);
    if !known {
        set_timeout(run, IDLE_AFTER);
        return;
    }
    let callback = Closure::once_into_js(run);
    // Only a page that is going away refuses it.
    let _ = window().request_idle_callback(callback.unchecked_ref());
}

/// Fetches the code before the page is hydrated, if the page's address needs it. Errors: it could not be fetched.
#[cfg(feature = "hydrate")]
pub(crate) async fn fetch_for_first_page() -> Result<(), &'static str> {
    let location = window().location();
    let (path, query) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    if Room::is_needed(&path, &query) {
        super::module::load().await.map_err(|_| "the code of this page could not be fetched")?;
    }
    Ok(())
}
