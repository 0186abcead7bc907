//! The globe with its pins.

use leptos::prelude::*;

/// The globe, with me and my friends on it.
#[component]
pub fn Globe() -> impl IntoView {}
