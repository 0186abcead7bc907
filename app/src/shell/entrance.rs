//! The little script of pages without wasm: showing a password, and saying how strong a new one is. Small enough to
//! come with the page.

use leptos::{nonce::use_nonce, prelude::*};

/// A module, so that it runs once the page is there.
#[component]
pub fn EntranceScript() -> impl IntoView {
    view! { <script type="module" nonce=use_nonce() inner_html=include_str!("entrance.js")></script> }
}
