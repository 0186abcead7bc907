//! The way around: a rail at the side of wide screens, a bar at the foot of narrow ones. The same links in the same
//! order; only the stylesheet tells them apart.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use leptos_router::components::A;

use crate::{
    account::use_live_me,
    friends::view::RequestsBadge,
    presence::{
        use_presence,
        view::{Face, StatusDot, StatusMenu},
    },
    snaps::view::UnreadBadge,
    ui::{Icon, Mark, Picture},
};

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

/// Who is signed in and how they are shown, and signing out. Opens without a script.
#[component]
fn You() -> impl IntoView {
    let me = use_live_me();
    let name = Signal::derive(move || me.with(|me| me.name.clone()));
    let status = use_presence().me();
    let words = move || status.get().map_or("shown to nobody", |status| status.shown());
    let (menu, opener) = (NodeRef::<html::Details>::new(), NodeRef::<html::Summary>::new());
    let close_on_escape = move |event: KeyboardEvent| {
        if let ("Escape", Some(menu), Some(opener)) =
            (event.key().as_str(), menu.get_untracked(), opener.get_untracked())
        {
            menu.set_open(false);
            let _ = opener.focus();
        }
    };
    view! {
        <details class="nav-you" node_ref=menu on:keydown=close_on_escape>
            <summary class="nav-link" node_ref=opener>
                <span class="face">
                    <Icon picture=Picture::Me/>
                    <StatusDot status/>
                </span>
                <span>"You" <span class="visually-hidden">", " {words}</span></span>
            </summary>
            <div class="nav-card">
                <p class="nav-name">
                    <Face user=me.with_untracked(|me| me.id.clone()) name/>
                    <strong>{name}</strong>
                </p>
                <StatusMenu/>
                <A href="/app/me" attr:class="button wide">"You and your privacy"</A>
                <Show when=move || me.with(|me| me.guest)>
                    <p class="hint">
                        "Signing out ends a guest's account for good. " <A href="/app/me">"Keep it"</A> " first."
                    </p>
                </Show>
                <form method="post" action="/api/sign_out">
                    <button type="submit" class="button wide">
                        <Icon picture=Picture::Leave/>
                        "Sign out"
                    </button>
                </form>
            </div>
        </details>
    }
}
