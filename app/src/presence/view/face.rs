use appwrite::Id;
use leptos::prelude::*;

use crate::{
    hue::view::Portrait,
    presence::{Status, use_presence},
};

/// Somebody's picture, and how they are as a dot on its edge.
#[component]
pub fn Face(
    user: Id,
    #[prop(into)] name: Signal<String>,
    /// CSS pixels.
    #[prop(default = 40)]
    size: u32,
) -> impl IntoView {
    let presence = use_presence();
    let (entry, me, mine) = (presence.of(&user), presence.me(), user == presence.my_id());
    let status = Memo::new(move |_| match mine {
        true => me.get(),
        false => entry.with(|entry| entry.as_ref().map(|entry| entry.status)),
    });
    view! {
        <span class="face">
            <Portrait user name size/>
            <StatusDot status/>
        </span>
    }
    .into_any()
}

/// How somebody is, by colour and by shape: full, half, barred, hollow. Decoration: the words stand beside it.
#[component]
pub fn StatusDot(#[prop(into)] status: Signal<Option<Status>>) -> impl IntoView {
    view! {
        <span class="status-dot" aria-hidden="true" data-status=move || status.get().map_or("offline", Status::word)></span>
    }
}
