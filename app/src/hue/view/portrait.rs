use appwrite::Id;
use leptos::prelude::*;

use crate::{hue::use_hue, ui::Avatar};

/// Somebody's picture in the color they chose, as of now. Decoration: the name stands beside it in words.
#[component]
pub fn Portrait(user: Id, #[prop(into)] name: Signal<String>) -> impl IntoView {
    view! { <Avatar name hue=use_hue(&user)/> }
}
