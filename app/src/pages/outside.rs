//! The pages outside `/app`. They are complete without a script, so a program that hydrates has none of their code: it asks the
//! server for them.

#[cfg(not(feature = "hydrate"))]
pub use super::{AboutPage, InvitePage, WelcomePage};

#[cfg(feature = "hydrate")]
pub use Elsewhere as AboutPage;
#[cfg(feature = "hydrate")]
pub use Elsewhere as InvitePage;
#[cfg(feature = "hydrate")]
pub use Elsewhere as WelcomePage;

/// Loads the page at the router's address from the server.
#[cfg(feature = "hydrate")]
#[leptos::component]
pub fn Elsewhere() -> impl leptos::IntoView {
    use leptos::prelude::*;

    let location = leptos_router::hooks::use_location();
    Effect::new(move |_| {
        let (path, query) = (location.pathname.get_untracked(), location.query.get_untracked());
        // The router may put the address into the history before or after this; either way it is there once.
        let _ = window().location().replace(&format!("{path}{}", query.to_query_string()));
    });
}
