//! The menu under one's own face.

use leptos::{html, prelude::*};
use leptos_router::components::A;

use crate::{
    account::use_live_me,
    presence::{
        use_presence,
        view::{Face, StatusDot, StatusMenu},
    },
    ui::{Icon, Picture, close_when_done},
};

/// Who is signed in and how they are shown, and signing out. Opens without a script.
#[component]
pub fn You() -> impl IntoView {
    let me = use_live_me();
    let name = Signal::derive(move || me.with(|me| me.name.clone()));
    let status = use_presence().me();
    let words = move || status.get().map_or("shown to nobody", |status| status.shown());
    let (menu, opener) = (NodeRef::<html::Details>::new(), NodeRef::<html::Summary>::new());
    close_when_done(menu, opener);
    // Nothing in it works without a script, so only a browser builds it.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    view! {
        <details class="nav-you" node_ref=menu>
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
                {move || alive.get().then(|| view! { <StatusMenu/> })}
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
