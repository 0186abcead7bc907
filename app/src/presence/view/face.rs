use appwrite::Id;
use leptos::prelude::*;

use crate::{
    hue::use_hue,
    presence::{Presence, Status, use_presence},
    ui::Avatar,
};

/// Somebody's picture, and how they are as a dot on its edge.
#[component]
pub fn Face(
    user: Id,
    #[prop(into)] name: Signal<String>,
    /// Classes beside `avatar`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let (presence, hue) = (use_presence(), use_hue(&user));
    let status = Signal::derive(move || status_word(status_of(presence, &user)));
    view! { <Avatar name hue status class/> }
}

/// How somebody is as of now; `None` while they are not here, or shown to nobody. Reads signals.
pub fn status_of(presence: Presence, user: &Id) -> Option<Status> {
    if *user == presence.my_id() {
        presence.my_status()
    } else {
        presence.read(user, |dot| dot.map(|dot| dot.status))
    }
}

/// The word of the stylesheet for it.
pub fn status_word(status: Option<Status>) -> &'static str {
    status.map_or("offline", Status::word)
}

/// How somebody is, by colour and by shape: full, half, barred, hollow. Decoration: the words stand beside it.
#[component]
pub fn StatusDot(#[prop(into)] status: Signal<Option<Status>>) -> impl IntoView {
    view! { <span class="status-dot" aria-hidden="true" data-status=move || status_word(status.get())></span> }
}
