//! For every address that leads nowhere.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::ui::Mark;

/// Wherever no page is.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text="Not found"/>
        <main class="lonely" id="main">
            <Mark/>
            <h1>"This pin is off the map"</h1>
            <p class="hint">"There is no page at this address. It may have moved, or the link has a typing error."</p>
            <a class="button accent" href="/app" rel="external">"Back to the globe"</a>
        </main>
    }
}
