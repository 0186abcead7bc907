//! The mark: a map pin that is also a little ghost.

use leptos::prelude::*;

/// Our mark, for decoration: the name stands beside it in words.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
            <circle cx="24" cy="24" r="24" fill="#FFE94A"/>
            <path
                d="M24 9c-7.2 0-12.5 5.4-12.5 12.4C11.5 30 18.5 34.6 24 40.5c5.5-5.9 12.5-10.5 12.5-19.1C36.5 14.4 31.2 9 24 9Z"
                fill="#0A0B10"
            />
            <ellipse cx="19.5" cy="21" rx="2.6" ry="3.4" fill="#FFE94A"/>
            <ellipse cx="28.5" cy="21" rx="2.6" ry="3.4" fill="#FFE94A"/>
        </svg>
    }
}
