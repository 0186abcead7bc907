//! The inbox: what came, and what was sent. Rendered whole on the server and kept true without a reload.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{received::Received, sent::Sent};
use crate::{
    snaps::use_snaps,
    ui::{Sheet, Sorry},
};

/// Everything of the last 24 hours; `?box=sent` shows what I sent.
#[component]
pub fn Inbox() -> impl IntoView {
    let snaps = use_snaps();
    let query = use_query_map();
    let sent = Memo::new(move |_| query.with(|query| query.get_str("box") == Some("sent")));
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
                    <Show when=move || sent.get() fallback=Received>
                        <Sent/>
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
