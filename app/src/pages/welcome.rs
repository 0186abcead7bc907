//! `/`: sign in, create an account, or look around as a guest. Complete without a script.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::components::Redirect;

use crate::{
    account::{api, view::EntranceCard},
    ui::{Icon, Picture},
};

/// The entrance. Whoever is already signed in is sent on to the app.
#[component]
pub fn WelcomePage() -> impl IntoView {
    let me = Resource::new_blocking(|| (), |()| api::who_am_i());
    view! {
        <Title text=""/>
        <Meta
            name="description"
            content="Friends drop pins on a live globe and send each other photos that are gone in a day."
        />
        <Suspense>
            {move || Suspend::new(async move {
                me.await.is_ok().then(|| view! { <Redirect path="/app"/> })
            })}
        </Suspense>
        <main class="welcome" id="main">
            <div class="welcome-globe" aria-hidden="true"></div>
            <div class="welcome-card">
                <EntranceCard/>
                <ul class="promises">
                    <li><Icon picture=Picture::Clock/>"Photos vanish after 24 hours."</li>
                    <li><Icon picture=Picture::City/>"Your city by default. You decide who sees more."</li>
                    <li><Icon picture=Picture::Shield/>"No trackers, no ads."</li>
                </ul>
                <p class="hint"><a href="/about">"About AppChat"</a></p>
            </div>
        </main>
    }
}
