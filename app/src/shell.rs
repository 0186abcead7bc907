//! The HTML around every page. Knows which pages hydrate: those under `/app`. The others are complete as they are.

use axum::http::request::Parts;
use leptos::{
    hydration::{AutoReload, HydrationScripts},
    prelude::*,
};
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::{App, theme::Theme};

pub mod built;
pub mod entrance;
pub mod head;
pub mod warm;

pub use head::FONTS;

use entrance::EntranceScript;
use head::{Fonts, Installable, Preview, UpdatesScript};
use warm::WarmScript;

/// The document, for `leptos_axum` to render.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let hydrates = use_context::<Parts>().is_some_and(|request| request.uri.path().starts_with("/app"));
    let theme = Theme::of_request();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.forced()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <Installable theme/>
                <Fonts/>
                <HashedStylesheet options=options.clone() id="leptos"/>
                <AutoReload options=options.clone()/>
                {if hydrates {
                    view! { <HydrationScripts options/> <UpdatesScript/> }.into_any()
                } else {
                    view! { <WarmScript options/> <EntranceScript/> <Preview/> }.into_any()
                }}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
