//! On pages without wasm: fetches the app's files as soon as somebody turns to a form, so that they are there when
//! the app is. Whoever only looks pays for nothing.

use std::sync::OnceLock;

use leptos::{nonce::use_nonce, prelude::*};

/// The script, if the build's files can be named.
#[component]
pub fn WarmScript(options: LeptosOptions) -> impl IntoView {
    static NAMES: OnceLock<Option<[String; 2]>> = OnceLock::new();
    let names = NAMES.get_or_init(|| names(&options)).clone()?;
    let [js, wasm] = names.map(|name| format!("/{}/{name}", options.site_pkg_dir));
    let script = format!(
        "addEventListener('focusin',()=>{{for(const href of['{js}','{wasm}']){{\
         const link=document.createElement('link');link.rel='prefetch';link.href=href;document.head.append(link)}}}},\
         {{once:true}})"
    );
    Some(view! { <script nonce=use_nonce() inner_html=script></script> })
}

/// What the build called the app's script and wasm: with hashes, they are listed beside the binary.
fn names(options: &LeptosOptions) -> Option<[String; 2]> {
    let name = &options.output_name;
    if !options.hash_files {
        return Some([format!("{name}.js"), format!("{name}.wasm")]);
    }
    let list = std::env::current_exe().ok()?.parent()?.join(options.hash_file.as_ref());
    let list = std::fs::read_to_string(list).ok()?;
    let hash = |kind: &str| {
        let mut lines = list.lines().filter_map(|line| line.split_once(':'));
        lines.find_map(|(file, hash)| (file == kind).then(|| hash.trim().to_owned()))
    };
    Some([format!("{name}.{}.js", hash("js")?), format!("{name}.{}.wasm", hash("wasm")?)])
}
