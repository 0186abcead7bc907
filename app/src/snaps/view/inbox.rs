//! The inbox: what came, and what was sent. Rendered whole on the server and kept true without a reload.

use appwrite::Id;
use leptos::prelude::*;
use leptos_router::{components::A, hooks::use_query_map};

use super::{received::Received, sent::Sent};
use crate::{
    snaps::{model::Depth, use_snaps},
    ui::{Sheet, Sorry},
};

/// Everything of the last 24 hours; `?box=sent` shows what I sent.
#[component]
pub fn Inbox() -> impl IntoView {
    let snaps = use_snaps();
    let query = use_query_map();
    let sent = Memo::new(move |_| query.with(|query| query.get_str("box") == Some("sent")));
    // What the address asks for and was not rendered with: after a link, or from another page. A snap that is opened from
    // the list is known; one that is not may be any of them.
    let depth = Memo::new(move |_| {
        query.with(|query| {
            let open = query.get_str("open").and_then(|id| id.parse::<Id>().ok());
            let is_unknown = open.is_some_and(|id| untrack(|| snaps.get(&id)).is_none());
            Depth::of_address("/app/inbox", |key| match key {
                "open" => is_unknown,
                key => query.get_str(key).is_some(),
            })
        })
    });
    Effect::new(move |_| snaps.need(depth.get()));
    let is_listed = {
        let known = snaps.depth();
        Memo::new(move |_| known.get() >= Depth::Recent)
    };
    let here = move |is_here: bool| is_here.then_some("page");
    view! {
        <Sheet class="inbox" labelled_by="inbox-title">
            <header class="inbox-head">
                <h1 id="inbox-title" tabindex="-1">"Inbox"</h1>
                <nav class="segmented inbox-tabs" aria-label="Which snaps">
                    <a href="/app/inbox" aria-current=move || here(!sent.get())>"Received"</a>
                    <a href="/app/inbox?box=sent" aria-current=move || here(sent.get())>"Sent"</a>
                </nav>
            </header>
            {move || match snaps.trouble().get() {
                None => view! {
                    <Show when=move || is_listed.get() fallback=|| view! { <p class="hint">"Looking up your snaps…"</p> }>
                        <Show when=move || sent.get() fallback=Received>
                            <Sent/>
                        </Show>
                        <Older sent/>
                    </Show>
                }.into_any(),
                Some(error) => view! {
                    <Sorry error/>
                    <button type="button" class="button" on:click=move |_| snaps.retry()>"Try again"</button>
                }.into_any(),
            }}
        </Sheet>
    }
    .into_any()
}

/// The way to the snaps that are not listed yet; nothing where all are.
#[component]
fn Older(sent: Memo<bool>) -> impl IntoView {
    let has_more = use_snaps().has_more();
    let all = move || format!("/app/inbox?{}all=1", if sent.get() { "box=sent&" } else { "" });
    view! {
        <Show when=move || has_more.get()>
            <A href=all scroll=false attr:class="button quiet wide">"Show older snaps"</A>
        </Show>
    }
    .into_any()
}
