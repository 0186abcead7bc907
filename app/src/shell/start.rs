//! Fetches the program of the page and starts it, after the one that turns the globe where a page has that. Leptos' own
//! script for this says nothing when it fails.

use leptos::{nonce::use_nonce, prelude::*};

use super::{
    built::{Built, Starter},
    starter::{StarterPreloads, before_the_app},
};

/// The preloads and the script. `starter` turns the globe of this page until the app is there.
#[component]
pub fn StartScript(
    built: Built,
    starter: Option<Starter>,
    /// Whether the page needs the lazy module from the start.
    with_rooms: bool,
) -> impl IntoView {
    let Built { js, wasm, loader, rooms, .. } = built;
    let rooms = rooms.filter(|_| with_rooms);
    let start = format!(
        "import('{js}').then((program)=>program.default({{module_or_path:'{wasm}'}})\
         .then(()=>program.hydrate())).catch((cause)=>{{console.error(cause);programFailed()}})"
    );
    let Some(starter) = starter else {
        return preloaded(js, loader, wasm, rooms, start).into_any();
    };
    // The app's preloads come later than the page, or they would take bandwidth from what turns the globe.
    let modules: Vec<String> = std::iter::once(wasm).chain(rooms).map(|href| format!("'{href}'")).collect();
    let script = format!(
        "const next=()=>{{for(const href of[{}])document.head.append(Object.assign(document.createElement('link'),\
         {{rel:'preload',href,as:'fetch',type:'application/wasm',crossOrigin:''}}));{start}}};{}",
        modules.join(","),
        before_the_app(&starter)
    );
    view! {
        <StarterPreloads starter/>
        {loader.map(|href| view! { <link rel="modulepreload" href=href crossorigin=""/> })}
        <script type="module" nonce=use_nonce() inner_html=script></script>
    }
    .into_any()
}

fn preloaded(
    js: String,
    loader: Option<String>,
    wasm: String,
    rooms: Option<String>,
    script: String,
) -> impl IntoView {
    view! {
        <link rel="modulepreload" href=js crossorigin=""/>
        {loader.map(|href| view! { <link rel="modulepreload" href=href crossorigin=""/> })}
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin=""/>
        {rooms.map(|href| view! {
            <link rel="preload" href=href r#as="fetch" r#type="application/wasm" crossorigin=""/>
        })}
        <script type="module" nonce=use_nonce() inner_html=script></script>
    }
}
