//! What came to me and is gone since yesterday: from whom, when, and whether I opened it. Folded away until somebody
//! wonders.

use leptos::prelude::*;

use crate::{
    presence::view::Face,
    snaps::{model::Remnant, use_snaps},
};

/// The snaps whose day ended within the last; nothing where there are none.
#[component]
pub fn ExpiredToday() -> impl IntoView {
    let expired = use_snaps().expired();
    let count = Memo::new(move |_| expired.with(Vec::len));
    view! {
        <Show when=move || { count.get() > 0 }>
            <details class="snap-expired">
                <summary>"Expired today " <span class="count">{count}</span></summary>
                <p class="hint">"The photos and their words are gone. This list goes in a day as well."</p>
                <ul class="snap-list" aria-label="Expired snaps">
                    <For each=move || expired.get() key=|left| left.id.clone() let:left>
                        <Row left/>
                    </For>
                </ul>
            </details>
        </Show>
    }
    .into_any()
}

#[component]
fn Row(left: Remnant) -> impl IntoView {
    let snaps = use_snaps();
    let (user, sender, sent_at) = (left.sender.clone(), left.sender.clone(), left.sent_at);
    let name = Signal::derive(move || snaps.name_of(&sender));
    let state = if left.opened_at.is_some() { "Opened" } else { "Not opened" };
    view! {
        <li class="snap-row" data-over="true">
            <div class="snap-open">
                <span class="snap-ring" style="--left: 0">
                    <Face user name/>
                </span>
                <span class="snap-who">
                    <strong>{name}</strong>
                    <span class="snap-when">
                        <time datetime=sent_at.to_string()>{move || left.words(snaps.now().get())}</time>
                    </span>
                </span>
                <span class="snap-state">{state}</span>
            </div>
        </li>
    }
    .into_any()
}
