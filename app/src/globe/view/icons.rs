//! The icons of the globe: one stroke set on a grid of 24. All of them are decoration beside words.

use leptos::prelude::*;

/// On what is mine.
pub fn crown() -> impl IntoView {
    view! {
        <svg class="crown" viewBox="0 0 24 16" aria-hidden="true" focusable="false">
            <path d="M2 3.5 7 8l5-6.5L17 8l5-4.5-2 11H4z" fill="currentColor" stroke-linejoin="round"></path>
        </svg>
    }
}

#[component]
pub fn Plus() -> impl IntoView {
    stroke("M12 5v14M5 12h14")
}

#[component]
pub fn Minus() -> impl IntoView {
    stroke("M5 12h14")
}

#[component]
pub fn MyPin() -> impl IntoView {
    stroke(
        "M12 21c4.5-4.6 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2 6.4 6.5 11zM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
    )
}

#[component]
pub fn WholeWorld() -> impl IntoView {
    stroke(
        "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5S9.4 5.9 12 3.5z",
    )
}

fn stroke(path: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=path fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"></path>
        </svg>
    }
}
