//! Where a browser puts what is copied.

/// Puts a text there. `false` where the browser has none for us, as over plain http.
#[cfg(feature = "browser")]
pub(super) async fn copy(text: &str) -> bool {
    use leptos::prelude::window;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_futures::JsFuture;

    // Asked for by name: where it is missing, the typed way would throw.
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    match clipboard.map(JsCast::dyn_into::<web_sys::Clipboard>) {
        Ok(Ok(clipboard)) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        _ => false,
    }
}

/// On the server nobody copies.
#[cfg(not(feature = "browser"))]
pub(super) async fn copy(_: &str) -> bool {
    false
}
