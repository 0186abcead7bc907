//! What the globe draws beside the icons of [`crate::ui::Icon`].

use leptos::prelude::*;

/// On what is mine.
pub fn crown() -> impl IntoView {
    view! {
        <svg class="crown" viewBox="0 0 24 16" aria-hidden="true" focusable="false">
            <path d="M2 3.5 7 8l5-6.5L17 8l5-4.5-2 11H4z" fill="currentColor" stroke-linejoin="round"></path>
        </svg>
    }
}
