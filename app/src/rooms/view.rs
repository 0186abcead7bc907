//! What is said while the code of a room is being fetched, and when it could not be.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{Rooms, shown::use_is_awaited};
use crate::ui::Sheet;

/// Says that a page is on its way, while the one before is still on screen. The stylesheet waits a moment before it shows.
#[component]
pub fn RoomComing() -> impl IntoView {
    let awaited = use_is_awaited();
    // The region is there before its words are, so that they are read out.
    view! {
        <div class="coming" role="status" data-awaited=move || awaited.get().then_some("")>
            {move || awaited.get().then_some("Loading the page…")}
        </div>
    }
    .into_any()
}

/// In the place of what is being fetched.
#[component]
pub(super) fn Loading() -> impl IntoView {
    view! { <p class="coming" role="status" data-awaited="">"Loading…"</p> }
}

/// In the place of what could not be fetched.
#[component]
pub(super) fn Missing(rooms: Rooms) -> impl IntoView {
    view! {
        <div class="coming" role="alert" data-awaited="">
            <span>"This could not be loaded."</span>
            <button type="button" class="button small" on:click=move |_| rooms.fetch()>"Try again"</button>
            <a class="button small" href="" rel="external">"Reload"</a>
        </div>
    }
}

/// In the place of a page that could not be fetched: no network, or a newer version has taken this one's place. To load the page
/// again helps in both cases, and then the server sends it whole.
#[component]
pub(super) fn MissingPage() -> impl IntoView {
    view! {
        <Title text="Not loaded"/>
        <Sheet class="missing" labelled_by="missing-title">
            <h1 id="missing-title">"This page could not be loaded"</h1>
            <p class="hint" role="alert">"Check your connection, then load the page again."</p>
            // Followed by the browser itself: it asks the server.
            <a class="button accent" href="" rel="external">"Reload"</a>
        </Sheet>
    }
    .into_any()
}
