//! How many snaps wait, as a number on the way to the inbox.

use leptos::prelude::*;

use crate::snaps::use_snaps;

/// The number of snaps that wait for me; nothing when none does, or when none could be counted: the inbox says why.
#[component]
pub fn UnreadBadge() -> impl IntoView {
    let unread = use_snaps().unread();
    view! {
        <Show when=move || { unread.get() > 0 }>
            <span class="badge">
                {unread}
                <span class="visually-hidden">" unopened"</span>
            </span>
        </Show>
    }
    .into_any()
}
