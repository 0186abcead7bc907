//! The HTML around every page. Knows which pages hydrate: those under `/app`. The others are complete as they are.

use axum::http::request::Parts;
use leptos::{hydration::AutoReload, prelude::*};
use leptos_meta::MetaTags;

use crate::{
    App,
    clock::{self, SERVED_AT},
    structure::ROOT,
    theme::Theme,
};

pub mod broken;
pub mod built;
pub mod entrance;
pub mod head;
pub mod start;
pub mod starter;
pub mod typed;
pub mod warm;

pub use head::FONTS;

use broken::{BrokenBanner, BrokenScript};
use built::Built;
use entrance::EntranceScript;
use head::{Fonts, Installable, Preview, UpdatesScript};
use start::StartScript;
use typed::TypedScript;
use warm::WarmScript;

/// The document, for `leptos_axum` to render.
///
/// # Panics
/// Without [`Built`] in context, which the server provides.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let built: Built = expect_context();
    let request = use_context::<Parts>();
    let path = request.as_ref().map_or("", |request| request.uri.path());
    let hydrates = path.starts_with("/app");
    let starter = built.starter.clone().filter(|_| path == "/app");
    let theme = Theme::of_request();
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.forced()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <Installable theme/>
                <Fonts/>
                <link id="leptos" rel="stylesheet" href=built.css.clone()/>
                <AutoReload options/>
                {if hydrates {
                    view! {
                        <meta name=SERVED_AT content=clock::now().millis().to_string()/>
                        <BrokenScript/>
                        <TypedScript/>
                        <StartScript built starter/>
                        <UpdatesScript/>
                    }
                    .into_any()
                } else {
                    view! { <WarmScript built/> <EntranceScript/> <Preview/> }.into_any()
                }}
                <MetaTags/>
            </head>
            <body>
                // Extensions put things into the body, so what is hydrated is an element of our own.
                <div id=ROOT><App/></div>
                {hydrates.then(BrokenBanner)}
            </body>
        </html>
    }
}
