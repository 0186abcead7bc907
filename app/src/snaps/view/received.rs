//! What came to me, newest first.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::{
    presence::view::Face,
    snaps::{
        model::{Remaining, Snap, age_words},
        use_snaps,
    },
};

/// The snaps I can open.
#[component]
pub fn Received() -> impl IntoView {
    let received = use_snaps().received();
    view! {
        <Show
            when=move || received.with(|snaps| !snaps.is_empty())
            fallback=|| view! {
                <div class="snap-none">
                    <p><strong>"Nothing waiting."</strong></p>
                    <p>"Snaps live here for 24 hours."</p>
                    <a class="button" href="/app/snap">"Send one"</a>
                </div>
            }
        >
            <ul class="snap-list" aria-label="Received snaps">
                // By id alone: a row whose snap was opened stays the same element and keeps the focus.
                <For each=move || received.get() key=|snap| snap.id.clone() let:snap>
                    <Row snap/>
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(snap: Snap) -> impl IntoView {
    let snaps = use_snaps();
    let now = snaps.now();
    let (id, sender, sent_at) = (snap.id.clone(), snap.sender.clone(), snap.sent_at);
    let left = {
        let snap = snap.clone();
        Memo::new(move |_| Remaining::of(&snap, now.get()))
    };
    let unopened = {
        let id = id.clone();
        Memo::new(move |_| snaps.get(&id).is_some_and(|snap| snap.viewed_at.is_none()))
    };
    let person = sender.clone();
    let name = Signal::derive(move || snaps.name_of(&sender));
    view! {
        <li class="snap-row" data-unopened=move || unopened.get().to_string()>
            <A href=format!("/app/inbox?open={id}") scroll=false attr:class="snap-open">
                <span class="snap-ring" style=move || format!("--left: {:.3}", left.get().fraction())>
                    <Face user=person name/>
                </span>
                <span class="snap-who">
                    <strong>{name}</strong>
                    <span class="snap-when">
                        <time datetime=sent_at.to_string()>{move || age_words(sent_at, now.get())}</time>
                        <span class="snap-left" data-urgency=move || left.get().urgency().as_str()>
                            {move || left.get().words()}
                        </span>
                    </span>
                </span>
                <span class="snap-state">{move || if unopened.get() { "New" } else { "Opened" }}</span>
            </A>
        </li>
    }
    .into_any()
}
