use leptos::prelude::*;
use leptos_meta::Title;

use crate::snaps::view::Inbox;

/// `/app/inbox`: what was sent to me.
#[component]
pub fn InboxPage() -> impl IntoView {
    view! {
        <Title text="Inbox"/>
        <Inbox/>
    }
}
