//! On pages without wasm: fetches the app's files as soon as somebody turns to a form, so that they are there when
//! the app is. Whoever only looks pays for nothing.

use leptos::{nonce::use_nonce, prelude::*};

use super::built::Built;

/// The script.
#[component]
pub fn WarmScript(built: Built) -> impl IntoView {
    let Built { js, wasm, loader, starter, .. } = built;
    let starter = starter.into_iter().flat_map(|starter| [starter.js, starter.wasm]);
    let files: Vec<String> = starter.chain([js, wasm]).chain(loader).collect();
    let files = files.join("','");
    let script = format!(
        "addEventListener('focusin',()=>{{for(const href of['{files}']){{\
         const link=document.createElement('link');link.rel='prefetch';link.href=href;document.head.append(link)}}}},\
         {{once:true}})"
    );
    view! { <script nonce=use_nonce() inner_html=script></script> }
}
