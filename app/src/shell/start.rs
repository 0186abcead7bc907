//! Fetches the program of the page and starts it, after the one that turns the globe where a page has that. Leptos' own
//! script for this says nothing when it fails.

use leptos::{nonce::use_nonce, prelude::*};

use super::{
    built::{Built, Starter},
    starter::{StarterPreloads, before_the_app},
};

/// The preloads and the script. `starter` turns the globe of this page until the app is there.
#[component]
pub fn StartScript(built: Built, starter: Option<Starter>) -> impl IntoView {
    let Built { js, wasm, .. } = built;
    let start = format!(
        "import('{js}').then((program)=>program.default({{module_or_path:'{wasm}'}})\
         .then(()=>program.hydrate())).catch((cause)=>{{console.error(cause);programFailed()}})"
    );
    let Some(starter) = starter else {
        return preloaded(js, wasm, start).into_any();
    };
    // The app's preload comes later than the page, or it would take bandwidth from what turns the globe.
    let script = format!(
        "const next=()=>{{document.head.append(Object.assign(document.createElement('link'),\
         {{rel:'preload',href:'{wasm}',as:'fetch',type:'application/wasm',crossOrigin:''}}));{start}}};{}",
        before_the_app(&starter)
    );
    view! {
        <StarterPreloads starter/>
        <script type="module" nonce=use_nonce() inner_html=script></script>
    }
    .into_any()
}

fn preloaded(js: String, wasm: String, script: String) -> impl IntoView {
    view! {
        <link rel="modulepreload" href=js crossorigin=""/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script type="module" nonce=use_nonce() inner_html=script></script>
    }
}
