//! The door from the first step to the second.

use leptos::prelude::*;

use crate::{AppError, handles::Handle};

/// For whoever is signed in: chooses their handle as [`crate::handles::api::choose_handle`] does, with its errors, and
/// goes on to the next step.
#[server(endpoint = "choose_first_handle")]
pub async fn choose_first_handle(handle: String) -> Result<Handle, AppError> {
    let chosen = crate::handles::api::choose_handle(handle).await?;
    leptos_axum::redirect(super::Step::Pin.address());
    Ok(chosen)
}
