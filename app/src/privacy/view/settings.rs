use leptos::prelude::*;

use super::{blocked::Blocked, location::Location, presence::PresenceGroup};
use crate::{AppError, privacy::model::Privacy, ui::Sorry};

/// Every setting of who sees what of me.
#[component]
pub fn PrivacySettings(privacy: Resource<Result<Privacy, AppError>>) -> impl IntoView {
    view! {
        <Suspense fallback=|| view! { <p class="hint">"Looking up your settings…"</p> }>
            {move || Suspend::new(async move {
                match privacy.await {
                    Ok(privacy) => view! { <Groups privacy/> }.into_any(),
                    Err(error) => view! { <Sorry error/> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Groups(privacy: Privacy) -> impl IntoView {
    let privacy = RwSignal::new(privacy);
    view! {
        <PresenceGroup privacy/>
        <Location privacy/>
        <Blocked privacy/>
    }
}
