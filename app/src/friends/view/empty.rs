//! The friends page of whoever has none yet.

use leptos::{html::Details, prelude::*};
use leptos_router::components::A;

/// Two pins and the way between them, one sentence, one button.
#[component]
pub fn NobodyYet(
    /// The ways to add somebody, which the button opens.
    add: NodeRef<Details>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <svg class="empty-pins" viewBox="0 0 160 84" width="160" height="84" aria-hidden="true">
                <path class="empty-way" d="M44 62C58 22 102 22 116 62"/>
                <path class="empty-pin" d="M40 34c-8.6 0-15 6.3-15 14.6C25 59 33 63.500 40 72c7-8.500 15-13 15-23.400C55 40.300 48.600 34 40 34Z"/>
                <path class="empty-pin" d="M120 34c-8.600 0-15 6.300-15 14.600 0 10.400 8 14.900 15 23.400 7-8.500 15-13 15-23.400 0-8.300-6.400-14.600-15-14.600Z"/>
                <circle class="empty-eye" cx="35" cy="48" r="2.400"/><circle class="empty-eye" cx="45" cy="48" r="2.400"/>
                <circle class="empty-eye" cx="115" cy="48" r="2.400"/><circle class="empty-eye" cx="125" cy="48" r="2.400"/>
            </svg>
            <p class="empty-title">"It is quiet up here."</p>
            <p class="hint">"Send somebody your link: once they open it, you see each other on the globe."</p>
            <A href="/app/friends?add" attr:class="button accent" on:click=move |_| open(add)>"Invite a friend"</A>
        </div>
    }
}

/// The address does it as well, but only once.
fn open(add: NodeRef<Details>) {
    if let Some(add) = add.get_untracked() {
        add.set_open(true);
    }
}
