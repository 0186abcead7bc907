//! Somebody's face: their initial on a colour that is always theirs.

use appwrite::Id;
use leptos::prelude::*;

/// The colours there are, as the stylesheet numbers them.
const HUES: u32 = 6;

/// A person as a small disc. It says nothing to a screen reader: their name always stands beside it.
#[component]
pub fn Face(
    /// Whose face it is.
    person: Id,
    /// What they are called.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let initial = move || name.with(|name| name.chars().next().map(|c| c.to_uppercase().to_string()));
    let hue =
        person.as_str().bytes().fold(0u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % HUES;
    view! {
        <span class="face" data-hue=hue aria-hidden="true">{initial}</span>
    }
}
