//! `/app/friends`: who my friends are, and who would like to be.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::{friends::view::FriendsLists, ui::Sheet};

/// Asking, answering, and everybody.
#[component]
pub fn FriendsPage() -> impl IntoView {
    view! {
        <Title text="Friends"/>
        <Sheet class="friends" labelled_by="friends-title">
            <h1 id="friends-title">"Friends"</h1>
            <FriendsLists/>
        </Sheet>
    }
}
