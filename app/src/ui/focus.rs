//! Where the focus goes when what has it disappears, is put away or is disabled: to the row that takes its place, to a heading
//! near it, or back to where the focus was before. Without this a browser gives it to the page as a whole, and the next Tab
//! begins at the top.
//!
//! A form may say in [`SAYS`] what it does: it is read out once the row with the form is gone.

use leptos::prelude::*;

#[cfg(feature = "browser")]
mod keeper;
#[cfg(feature = "browser")]
mod place;

/// The attribute of a form with the words that are read out when what it was about has gone after it was sent.
pub const SAYS: &str = "data-says";

/// Keeps the focus on the page while the calling component lives, and reads out what became of a row. One for the whole
/// app.
#[component]
pub fn FocusKeeper() -> impl IntoView {
    let said = RwSignal::new(String::new());
    #[cfg(feature = "browser")]
    keeper::keep(said);
    view! { <p class="visually-hidden" role="status">{said}</p> }
}
