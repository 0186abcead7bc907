//! `/invite/:token`: who invites, before anybody has to sign up. Complete without a script.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use leptos_router::hooks::use_params_map;

use crate::{
    account::api::who_am_i,
    invites::{api::look_at_invite, view::InvitationCard},
};

/// What the link in the address turns out to be, for whoever opened it.
#[component]
pub fn InvitePage() -> impl IntoView {
    let params = use_params_map();
    let token = Memo::new(move |_| params.read().get("token").unwrap_or_default());
    let me = Resource::new_blocking(|| (), |()| who_am_i());
    let invitation = Resource::new_blocking(move || token.get(), look_at_invite);
    view! {
        <Title text="An invitation"/>
        // A link that lets people in is nobody's to find.
        <Meta name="robots" content="noindex"/>
        <main class="welcome" id="main">
            <div class="welcome-globe" aria-hidden="true"></div>
            <div class="welcome-card">
                <Suspense>
                    {move || Suspend::new(async move {
                        view! { <InvitationCard me=me.await.ok() invitation=invitation.await token=token.get()/> }
                    })}
                </Suspense>
            </div>
        </main>
    }
}
