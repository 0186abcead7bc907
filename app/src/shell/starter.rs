//! The module that turns the server's globe before the app is there (`frontend/starter`). It is fetched first; the app
//! follows when its bytes have come.

use globe_engine::HAND_OVER;
use leptos::prelude::*;

use super::built::Starter;

/// Fetches it before anything else of the page's programs.
#[component]
pub fn StarterPreloads(starter: Starter) -> impl IntoView {
    view! {
        <link rel="preload" href=starter.js r#as="script" fetchpriority="high"/>
        <link
            rel="preload" href=starter.wasm r#as="fetch" r#type="application/wasm" crossorigin="" fetchpriority="high"
        />
    }
}

/// JavaScript that makes the globe turn, then calls `next`, which begins to fetch the app. `next` is called as well where
/// this fails: then the globe waits for the app.
///
/// After the hand-over nothing refers to the module any more, so that the browser can free its memory.
pub(super) fn before_the_app(Starter { js, wasm }: &Starter) -> String {
    format!(
        "const early=new Promise((onload,onerror)=>document.head.append(\
         Object.assign(document.createElement('script'),{{src:'{js}',onload,onerror}})))\
         .then(()=>starter({{module_or_path:'{wasm}'}}));\
         early.then(next,next);\
         early.then(()=>{{globalThis.{HAND_OVER}=()=>{{const early=starter;starter=undefined;return early.hand_over()}};\
         starter.begin()}}).catch((cause)=>console.warn('The globe waits for the app.',cause));"
    )
}
