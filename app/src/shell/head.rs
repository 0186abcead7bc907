//! What a document says of itself to browsers, phones and pages that link to it.

use leptos::{html::meta, nonce::use_nonce, prelude::*};

use crate::theme::Theme;

/// The typefaces of the first view: what is bold and large, and what is read. See app/generate/README.md.
pub const FONTS: [&str; 2] = ["/fonts/gabarito-latin-5.3.0.woff2", "/fonts/figtree-latin-5.3.0.woff2"];

const DARK: &str = "#0A0B10";
const LIGHT: &str = "#F7F6F1";

/// Fetches the typefaces before the stylesheet asks for them.
#[component]
pub fn Fonts() -> impl IntoView {
    FONTS
        .map(|href| view! { <link rel="preload" href=href r#as="font" type="font/woff2" crossorigin="anonymous"/> })
        .into_iter()
        .collect_view()
}

/// Icons, colours and the manifest: how the app looks among others.
#[component]
pub fn Installable(theme: Theme) -> impl IntoView {
    let colour = |colour: &'static str, media: Option<&'static str>| {
        meta().name("theme-color").content(colour).attr("media", media)
    };
    let colours = match theme {
        Theme::System => vec![
            colour(DARK, Some("(prefers-color-scheme: dark)")),
            colour(LIGHT, Some("(prefers-color-scheme: light)")),
        ],
        Theme::Dark => vec![colour(DARK, None)],
        Theme::Light => vec![colour(LIGHT, None)],
    };
    view! {
        <meta name="color-scheme" content=theme.scheme()/>
        {colours}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
        <link rel="icon" href="/icons/32.png" sizes="32x32" type="image/png"/>
        <link rel="apple-touch-icon" href="/icons/apple-touch-180.png"/>
        <link rel="manifest" href="/manifest.webmanifest"/>
    }
}

/// How a link to this page is shown elsewhere. Those who read this want whole addresses.
#[component]
pub fn Preview() -> impl IntoView {
    let origin = crate::state::own_origin().ok()?;
    let said = [
        ("og:type", "website".to_owned()),
        ("og:site_name", "AppChat".to_owned()),
        ("og:title", "AppChat".to_owned()),
        ("og:description", "Your people, live on the globe.".to_owned()),
        ("og:url", format!("{origin}/")),
        ("og:image", format!("{origin}/social.jpg")),
        ("og:image:width", "1200".to_owned()),
        ("og:image:height", "630".to_owned()),
        (
            "og:image:alt",
            "The Earth at night, and the words: AppChat. Your people, live on the globe.".to_owned(),
        ),
    ];
    let said = said.map(|(property, content)| meta().attr("property", property).content(content));
    Some(view! {
        {said.into_iter().collect_view()}
        <meta name="twitter:card" content="summary_large_image"/>
    })
}

/// Keeps what works without a network, and offers a new version of the app when there is one.
#[component]
pub fn UpdatesScript() -> impl IntoView {
    view! { <script type="module" src="/updates.js" nonce=use_nonce()></script> }
}
