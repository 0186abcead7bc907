//! The door from the first step to the second, and to the company of a demo.

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

/// How many invented friends live here: none, except in a demo.
#[server(endpoint = "count_invented")]
pub async fn count_invented() -> Result<usize, AppError> {
    Ok(crate::state::app_state()?.invented.len())
}

/// For whoever is signed in: asks every invented friend of a demo, who accept within moments. Asking again changes nothing.
/// Errors: [`AppError::Gone`] where there is no demo.
#[server(endpoint = "add_invented")]
pub async fn add_invented() -> Result<(), AppError> {
    let me = crate::state::caller().await?.account.id;
    let state = crate::state::app_state()?;
    if state.invented.is_empty() {
        return Err(AppError::Gone);
    }
    crate::state::to_the_end(async move {
        crate::friends::api::ask_all(&state.appwrite, &me, &state.invented).await
    })
    .await
}
