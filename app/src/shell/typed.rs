//! The script that marks what a person changes before the page's program lives.

use leptos::{nonce::use_nonce, prelude::*};

/// Runs before anything of the page can be changed.
#[component]
pub fn TypedScript() -> impl IntoView {
    view! { <script nonce=use_nonce() inner_html=include_str!("typed.js")></script> }
}
