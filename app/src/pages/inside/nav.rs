//! The way around: a rail at the side of wide screens, a bar at the foot of narrow ones. The same links in the same
//! order; only the stylesheet tells them apart.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    friends::view::RequestsBadge,
    snaps::view::UnreadBadge,
    ui::{Icon, Mark, Picture},
};

pub mod you;

use you::You;

/// Links to every page under `/app`, and the way out.
#[component]
pub fn Nav() -> impl IntoView {
    view! {
        <nav class="nav" aria-label="AppChat">
            <span class="nav-mark"><Mark/></span>
            <A href="/app" exact=true attr:class="nav-link">
                <Icon picture=Picture::Globe/>
                <span>"Globe"</span>
            </A>
            <A href="/app/friends" attr:class="nav-link">
                <Icon picture=Picture::Friends/>
                <span>"Friends"</span>
                <RequestsBadge/>
            </A>
            <A href="/app/snap" attr:class="nav-link nav-snap">
                <Icon picture=Picture::Camera/>
                <span>"Snap"</span>
            </A>
            <A href="/app/inbox" attr:class="nav-link">
                <Icon picture=Picture::Inbox/>
                <span>"Inbox"</span>
                <UnreadBadge/>
            </A>
            <You/>
        </nav>
    }
}
