use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    AppError,
    account::{
        api::my_account,
        model::MyAccount,
        view::{Appearance, DangerZone, KeepAccount, Security, YouCard},
    },
    first_run::view::FinishCard,
    handles::HandleForm,
    hue::view::HueForm,
    privacy::{
        api::my_privacy,
        model::Privacy,
        view::{Location, PresenceGroup, PrivacyGroup},
    },
    ui::{Sheet, Sorry},
};

/// `/app/me`: who I am, who sees what of me, and everything about my account.
#[component]
pub fn MePage() -> impl IntoView {
    let privacy = Resource::new_blocking(|| (), |()| my_privacy());
    let account = Resource::new_blocking(|| (), |()| my_account());
    view! {
        <Title text="You"/>
        <Sheet class="you" labelled_by="you-title">
            <h1 id="you-title">"You"</h1>
            <Suspense fallback=|| view! { <p class="hint">"Looking up your settings…"</p> }>
                {move || Suspend::new(async move {
                    match both(account.await, privacy.await) {
                        Ok((account, privacy)) => view! { <Groups account privacy/> }.into_any(),
                        Err(error) => view! { <Sorry error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Sheet>
    }
}

#[component]
fn Groups(account: MyAccount, privacy: Privacy) -> impl IntoView {
    let privacy = RwSignal::new(privacy);
    let handle = RwSignal::new(account.handle.clone());
    view! {
        <YouCard account=account.clone() handle/>
        <FinishCard handle/>
        <HandleForm handle/>
        <HueForm/>
        <KeepAccount account=account.clone()/>
        <PresenceGroup privacy/>
        <Location privacy/>
        <Appearance theme=account.theme/>
        <PrivacyGroup privacy/>
        <Security account=account.clone()/>
        <AboutGroup/>
        <DangerZone account handle/>
    }
}

/// What this is and whose work is in it, in a line, with the way to the rest.
#[component]
fn AboutGroup() -> impl IntoView {
    view! {
        <section class="settings" aria-labelledby="settings-about">
            <h2 id="settings-about">"About"</h2>
            <a class="setting about-link" href="/about" rel="external">
                <span>
                    <strong>"AppChat " {env!("CARGO_PKG_VERSION")}</strong>
                    <span class="hint">"What is kept and for how long, licences and credits."</span>
                </span>
            </a>
        </section>
    }
}

fn both<A, B>(one: Result<A, AppError>, other: Result<B, AppError>) -> Result<(A, B), AppError> {
    Ok((one?, other?))
}
