//! The door to the first look.

use leptos::prelude::*;

use server_fn::codec::Json;

use super::{Known, Look, News};
use crate::{AppError, snaps::model::Depth};

/// For a signed-in person: what every page shows them, and their snaps as deep as this one does. Errors:
/// [`AppError::SignedOut`].
#[server(endpoint = "look_inside")]
pub async fn look_inside(depth: Depth) -> Result<Look, AppError> {
    let caller = crate::state::caller().await?;
    Ok(super::read::look(&crate::state::app_state()?, &caller, depth).await)
}

/// For a signed-in person whose page knows this much: what is not so any more. Errors: [`AppError::SignedOut`].
#[server(endpoint = "what_changed", input = Json)]
pub async fn what_changed(known: Known) -> Result<News, AppError> {
    let caller = crate::state::caller().await?;
    let look = super::read::look(&crate::state::app_state()?, &caller, known.depth).await;
    Ok(super::read::news(look, &known))
}
