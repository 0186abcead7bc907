//! The composer: a photograph, what is said with it, friends, and the way there.

use appwrite::Id;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    friends::view::WhenKnown,
    presence::use_presence,
    snaps::compose::{Desk, Viewfinder, ask_before_leaving, take_what_comes},
    ui::Sheet,
};

pub mod addressing;
pub mod sending;
pub mod well;
pub mod words;

use addressing::Addressing;
use well::Well;
use words::Words;

/// Where a photograph is chosen and sent; `?to=` names the friend it is for, and `?reply=` the snap it answers.
#[component]
pub fn Composer() -> impl IntoView {
    let query = use_query_map();
    let named = move |name: &str| query.with(|query| query.get_str(name)?.parse::<Id>().ok());
    let desk = Desk::new();
    let follow_address = move || {
        desk.to.set(named("to").into_iter().collect());
        desk.reply_to.set(named("reply"));
    };
    // At once, so that the server renders the choice; and again where a reply leads from here to here.
    untrack(follow_address);
    Effect::watch(move || (named("to"), named("reply")), move |_, _, _| untrack(follow_address), false);
    let viewfinder = Viewfinder::new(desk);
    ask_before_leaving(desk);
    take_what_comes(desk);
    // Friends see that a snap is being made, and nobody for whom.
    let presence = use_presence();
    Effect::new(move |_| presence.compose(desk.photo.with(Option::is_some)));
    on_cleanup(move || presence.compose(false));
    view! {
        <Sheet class="composer" labelled_by="composer-title">
            <h1 id="composer-title" tabindex="-1">"New snap"</h1>
            <noscript>
                <p class="composer-note">"Making a photo ready happens on your device, and needs JavaScript."</p>
            </noscript>
            <div class="composer-columns">
                <div class="composer-photo">
                    <Well desk viewfinder/>
                    <Words desk/>
                </div>
                <WhenKnown><Addressing desk/></WhenKnown>
            </div>
        </Sheet>
    }
    .into_any()
}
