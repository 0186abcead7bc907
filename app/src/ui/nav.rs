//! The way around: a rail at the side of wide screens, a bar at the foot of narrow ones.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::snaps::view::UnreadBadge;

/// Links to every page under `/app`.
#[component]
pub fn Nav() -> impl IntoView {
    view! {
        <nav class="nav" aria-label="Pages">
            <A href="/app" exact=true>"Globe"</A>
            <A href="/app/friends">"Friends"</A>
            <A href="/app/snap">"Snap"</A>
            <A href="/app/inbox">"Inbox" <UnreadBadge/></A>
        </nav>
    }
}
