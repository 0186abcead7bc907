//! Fetches the program of the page and starts it. Leptos' own script for this says nothing when that fails.

use leptos::{nonce::use_nonce, prelude::*};

use super::built::Built;

/// The preloads and the script. `None` if the build's files cannot be named.
#[component]
pub fn StartScript(options: LeptosOptions) -> impl IntoView {
    let Built { js, wasm, .. } = Built::of(&options)?;
    let script = format!(
        "import('{js}').then((program)=>program.default({{module_or_path:'{wasm}'}})\
         .then(()=>program.hydrate())).catch((cause)=>{{console.error(cause);programFailed()}})"
    );
    Some(view! {
        <link rel="modulepreload" href=js.as_str() crossorigin=""/>
        <link rel="preload" href=wasm.as_str() r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script type="module" nonce=use_nonce() inner_html=script></script>
    })
}
