//! What needs to know who my friends are, or why nothing is known of them.

use leptos::prelude::*;

use crate::{friends::live::use_circle, ui::Sorry};

/// Shows its children once something is known of my circle; until then says why not, with the way to ask again.
#[component]
pub fn WhenKnown(children: ChildrenFn) -> impl IntoView {
    let circle = use_circle();
    let trouble = circle.trouble();
    move || {
        match trouble.get() {
        None => children().into_any(),
        Some(error) => view! {
            <div>
                <Sorry error/>
                <button type="button" class="button" on:click=move |_| circle.read_again()>"Try again"</button>
            </div>
        }
        .into_any(),
    }
    }
}
