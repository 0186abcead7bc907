use leptos::prelude::*;
use leptos_meta::Title;

/// `/app/friends`: who my friends are, and who would like to be.
#[component]
pub fn FriendsPage() -> impl IntoView {
    view! {
        <Title text="Friends"/>
        <h1>"Friends"</h1>
    }
}
