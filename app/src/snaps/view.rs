//! The composer and the inbox.

use leptos::prelude::*;

/// What was sent to me in the last 24 hours.
#[component]
pub fn Inbox() -> impl IntoView {}

/// Where a photograph is chosen and sent.
#[component]
pub fn Composer() -> impl IntoView {}
