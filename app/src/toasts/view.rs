//! Where toasts appear, and the handle through which features raise them.

use leptos::prelude::*;

/// A handle on the toasts of this page.
#[derive(Clone, Copy)]
pub struct Toaster;

/// Makes toasts reachable below the calling component.
pub fn provide_toasts() {
    provide_context(Toaster);
}

/// The toasts of this page, where there are any.
pub fn use_toasts() -> Option<Toaster> {
    use_context()
}

/// The place where toasts appear.
#[component]
pub fn Toasts() -> impl IntoView {}
