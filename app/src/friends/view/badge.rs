//! How many people wait for my answer, as a number on the way to them.

use leptos::prelude::*;

use crate::friends::live::use_circle;

/// The number of requests that wait for me; nothing when none does.
#[component]
pub fn RequestsBadge() -> impl IntoView {
    let waiting = use_circle().part(|circle| circle.incoming.len());
    move || {
        (waiting.get() > 0).then(|| {
            view! {
                <span class="badge">
                    {waiting}
                    <span class="visually-hidden">" waiting for your answer"</span>
                </span>
            }
        })
    }
}
