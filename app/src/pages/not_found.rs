use leptos::prelude::*;
use leptos_meta::Title;

/// Wherever no page is.
#[component]
pub fn NotFound() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(axum::http::StatusCode::NOT_FOUND);
    }
    view! {
        <Title text="Not found"/>
        <main class="lonely">
            <h1>"This pin is off the map"</h1>
            <p>"There is no page at this address."</p>
            <a class="button" href="/app" rel="external">"Back to the globe"</a>
        </main>
    }
}
