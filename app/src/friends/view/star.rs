//! Marking a friend as a favourite, and taking that back.

use appwrite::Id;
use leptos::prelude::*;

use super::api::SetFavourite;
use crate::{
    friends::live::use_circle,
    ui::{Icon, Picture},
};

/// A star that is pressed for a favourite. It is a form of its own, so that it works without a script; it is never
/// disabled, so that whoever presses it stays on it, and pressing it twice says the same thing twice.
#[component]
pub fn Star(
    friend: Id,
    name: String,
    /// What it does. Its owner says why it did not work.
    action: ServerAction<SetFavourite>,
) -> impl IntoView {
    let id = friend.to_string();
    let is_favourite = use_circle().part(move |circle| circle.favourites.contains(&friend));
    view! {
        <ActionForm action>
            <input type="hidden" name="person" value=id/>
            <input type="hidden" name="favourite" value=move || (!is_favourite.get()).to_string()/>
            <button
                class="icon-button star" aria-label=format!("Favourite: {name}")
                aria-pressed=move || is_favourite.get().to_string()
            >
                <Icon picture=Picture::Star/>
            </button>
        </ActionForm>
    }
    .into_any()
}
