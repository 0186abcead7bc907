//! The words for a part of a page that could not be shown.

use leptos::prelude::*;

use crate::AppError;

/// Says what went wrong, where the thing itself should have been.
#[component]
pub fn Sorry(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    view! {
        <div class="sorry" role="alert">
            <p>{error.to_string()}</p>
        </div>
    }
}
