//! The banner of a page whose program did not start or has stopped. It is in the server's HTML and hidden, so that it
//! needs nothing of that program, and a small script shows it; a panic shows it by itself (`crate::start`).

use leptos::{nonce::use_nonce, prelude::*};

/// Why and what to do. It lies outside the element that is hydrated. The stylesheet shows the one of the two sentences that
/// `data-why` names.
#[component]
pub fn BrokenBanner() -> impl IntoView {
    view! {
        <div id="broken" class="broken" role="alert" data-why="stopped" hidden>
            <p class="broken__changed">"This page was changed by an extension, and no longer works."</p>
            <p class="broken__stopped">"This page has stopped working."</p>
            // Followed by the browser itself: it loads the page again.
            <a class="button small accent" href="" rel="external">"Reload"</a>
        </div>
    }
}

/// Shows the banner when the program traps, whatever called it.
#[component]
pub fn BrokenScript() -> impl IntoView {
    view! { <script nonce=use_nonce() inner_html=include_str!("broken.js")></script> }
}
