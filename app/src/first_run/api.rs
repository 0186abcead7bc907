//! The door from the first step to the second.

use leptos::prelude::*;

use crate::{AppError, handles::Handle};

/// For whoever is signed in: chooses their handle as [`crate::handles::api::choose_handle`] does, and the colour that
/// stands beside it as [`crate::hue::api::set_hue`], with their errors; goes on to the next step. A colour is kept also
/// where the handle cannot be had.
#[server(endpoint = "choose_first_handle")]
pub async fn choose_first_handle(handle: String, hue: Option<String>) -> Result<Handle, AppError> {
    if let Some(hue) = hue {
        crate::hue::api::set_hue(hue).await?;
    }
    let chosen = crate::handles::api::choose_handle(handle).await?;
    leptos_axum::redirect(super::Step::Pin.address());
    Ok(chosen)
}
