//! The HTML around every page. Knows which pages hydrate: those under `/app`. The others are complete as they are.

use axum::http::request::Parts;
use leptos::{
    hydration::{AutoReload, HydrationScripts},
    prelude::*,
};
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::App;

pub mod warm;

use warm::WarmScript;

/// The document, for `leptos_axum` to render.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let hydrates = use_context::<Parts>().is_some_and(|request| request.uri.path().starts_with("/app"));
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="dark light"/>
                <meta name="theme-color" content="#0A0B10" media="(prefers-color-scheme: dark)"/>
                <meta name="theme-color" content="#F7F6F1" media="(prefers-color-scheme: light)"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <HashedStylesheet options=options.clone() id="leptos"/>
                <AutoReload options=options.clone()/>
                {if hydrates {
                    view! { <HydrationScripts options/> }.into_any()
                } else {
                    view! { <WarmScript options/> }.into_any()
                }}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
