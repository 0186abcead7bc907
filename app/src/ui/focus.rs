//! Where the focus goes when what has it disappears, is put away or is disabled: to the row that takes its place, to a heading
//! near it, or back to where the focus was before. Without this a browser gives it to the page as a whole, and the next Tab
//! begins at the top.

use leptos::prelude::*;

#[cfg(feature = "browser")]
mod keeper;
#[cfg(feature = "browser")]
mod place;

/// Keeps the focus on the page while the calling component lives. One for the whole app.
#[component]
pub fn FocusKeeper() -> impl IntoView {
    #[cfg(feature = "browser")]
    keeper::keep();
}
