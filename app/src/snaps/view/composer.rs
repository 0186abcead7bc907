//! The composer: a photograph, a friend, and the way there.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    friends::live::use_circle,
    presence::use_presence,
    snaps::compose::{Desk, Viewfinder},
    ui::Sorry,
};

pub mod addressing;
pub mod sending;
pub mod well;

use addressing::Addressing;
use well::Well;

/// Where a photograph is chosen and sent; `?to=` names the friend it is for.
#[component]
pub fn Composer() -> impl IntoView {
    let to = use_query_map().with_untracked(|query| query.get_str("to")?.parse().ok());
    let desk = Desk::new(to);
    let viewfinder = Viewfinder::new(desk);
    let circle = use_circle();
    Effect::new(move |_| {
        let listener = window_event_listener(ev::paste, move |event| desk.pasted(&event));
        on_cleanup(move || listener.remove());
    });
    // Friends see that a snap is being made, and nobody for whom.
    let presence = use_presence();
    Effect::new(move |_| presence.compose(desk.photo.with(Option::is_some)));
    on_cleanup(move || presence.compose(false));
    view! {
        <section class="composer" aria-labelledby="composer-title">
            <h1 id="composer-title" tabindex="-1">"New snap"</h1>
            <noscript>
                <p class="composer-note">"Making a photo ready happens on your device, and needs JavaScript."</p>
            </noscript>
            <div class="composer-columns">
                <Well desk viewfinder/>
                <Transition fallback=|| view! { <p aria-busy="true">"Loading friends…"</p> }>
                    {move || Suspend::new(async move {
                        match circle.await {
                            Ok(circle) => view! { <Addressing desk friends=circle.friends/> }.into_any(),
                            Err(error) => view! {
                                <div>
                                    <Sorry error/>
                                    <button type="button" class="button" on:click=move |_| circle.refetch()>
                                        "Try again"
                                    </button>
                                </div>
                            }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </section>
    }
    .into_any()
}
