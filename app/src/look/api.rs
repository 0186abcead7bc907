//! The door to the first look.

use leptos::prelude::*;

use super::Look;
use crate::AppError;

/// For a signed-in person: what every page shows them. Errors: [`AppError::SignedOut`].
#[server(endpoint = "look_inside")]
pub async fn look_inside() -> Result<Look, AppError> {
    let caller = crate::state::caller().await?;
    Ok(super::read::look(&crate::state::app_state()?, &caller).await)
}
