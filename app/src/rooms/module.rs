//! The border between the two modules: one function, so that there is one loader. What only [`view`] calls is in the lazy
//! module.

#[cfg(split)]
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use super::Content;

#[cfg(split)]
pub(super) use leptos::wasm_split::SplitLoaderError as LoadError;

/// Builds the content. Fetches the code first. Errors: the code could not be fetched; the next call tries again.
#[cfg(split)]
#[leptos::wasm_split::wasm_split(rooms, wasm_split_path = ::leptos::wasm_split, preload(load_module), fallible)]
pub(super) fn view(content: Content) -> Result<AnyView, LoadError> {
    Ok(content.build())
}

/// Fetches the code.
#[cfg(split)]
pub(super) async fn load() -> Result<(), LoadError> {
    load_module().await?;
    LOADED.store(true, Ordering::Relaxed);
    Ok(())
}

/// Remembers that the code has come.
#[cfg(split)]
static LOADED: AtomicBool = AtomicBool::new(false);

/// Whether [`view`] is ready at once.
#[cfg(split)]
pub(super) fn is_loaded() -> bool {
    LOADED.load(Ordering::Relaxed)
}

#[cfg(not(split))]
pub(super) use std::convert::Infallible as LoadError;

#[cfg(not(split))]
pub(super) async fn view(content: Content) -> Result<AnyView, LoadError> {
    Ok(content.build())
}

#[cfg(not(split))]
pub(super) async fn load() -> Result<(), LoadError> {
    Ok(())
}

#[cfg(not(split))]
pub(super) fn is_loaded() -> bool {
    true
}
