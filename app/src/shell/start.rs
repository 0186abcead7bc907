//! Fetches the program of the page and starts it. Leptos' own script for this says nothing when that fails.

use leptos::{nonce::use_nonce, prelude::*};

use super::built::Built;

/// The preloads and the script.
#[component]
pub fn StartScript(
    built: Built,
    /// Whether the page needs the lazy module from the start.
    with_rooms: bool,
) -> impl IntoView {
    let Built { js, wasm, loader, rooms, .. } = built;
    let script = format!(
        "import('{js}').then((program)=>program.default({{module_or_path:'{wasm}'}})\
         .then(()=>program.hydrate())).catch((cause)=>{{console.error(cause);programFailed()}})"
    );
    view! {
        <link rel="modulepreload" href=js crossorigin=""/>
        {loader.map(|href| view! { <link rel="modulepreload" href=href crossorigin=""/> })}
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin=""/>
        {rooms.filter(|_| with_rooms).map(|href| view! {
            <link rel="preload" href=href r#as="fetch" r#type="application/wasm" crossorigin=""/>
        })}
        <script type="module" nonce=use_nonce() inner_html=script></script>
    }
}
