//! The door to handles. Whoever is signed in has at most one.

use leptos::prelude::*;

use super::Handle;
use crate::AppError;

/// For whoever is signed in: their handle, if they have chosen one.
#[server(endpoint = "my_handle")]
pub async fn my_handle() -> Result<Option<Handle>, AppError> {
    let rows = crate::friends::api::circle_rows(&crate::state::caller().await?).await?;
    Ok(rows.profile.handle.clone())
}

/// For whoever is signed in: what they can be found by from now on. The one they had is free for others then. Errors:
/// [`AppError::Refused`] for what is no handle, and for one that somebody else has.
#[server(endpoint = "choose_handle")]
pub async fn choose_handle(handle: String) -> Result<Handle, AppError> {
    let caller = crate::state::caller().await?;
    let handle: Handle = handle
        .parse()
        .map_err(|invalid: super::model::InvalidHandle| AppError::refused(invalid.to_string()))?;
    // Going through handles tells who is here, as going through addresses does.
    let state = crate::state::app_state()?;
    state.attempts.looking_for_people(&caller.account.id)?;
    super::store::give(&state.appwrite, &caller.account.id, &handle).await?;
    Ok(handle)
}
