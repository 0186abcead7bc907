//! How many snaps wait, as a number on the way to the inbox.

use leptos::prelude::*;

use crate::snaps::use_snaps;

/// The number of snaps that wait for me; nothing when none does.
#[component]
pub fn UnreadBadge() -> impl IntoView {
    let snaps = use_snaps();
    let unread = snaps.unread();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                // Without a first look there is no number to show, and the inbox says why.
                let _ = snaps.ready().await;
                view! {
                    <Show when=move || { unread.get() > 0 }>
                        <span class="badge">
                            {unread}
                            <span class="visually-hidden">" unopened"</span>
                        </span>
                    </Show>
                }
            })}
        </Suspense>
    }
    .into_any()
}
