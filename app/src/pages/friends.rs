//! `/app/friends`: who my friends are, and who would like to be.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::friends::view::FriendsLists;

/// Asking, answering, and everybody.
#[component]
pub fn FriendsPage() -> impl IntoView {
    view! {
        <Title text="Friends"/>
        <div class="panel">
            <h1>"Friends"</h1>
            <FriendsLists/>
        </div>
    }
}
