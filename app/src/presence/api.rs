//! Saying that I am here, and asking who is.

use leptos::prelude::*;

use super::model::{Company, Dot, Said, Spot, Status};
use crate::AppError;

#[cfg(feature = "ssr")]
mod company;
#[cfg(feature = "ssr")]
mod say;

/// For whoever is signed in: says that they are here, for themselves and each accepted friend to read, for as long
/// as [`super::model::LIFE`]. `place` is where they are if they moved, or where they were if nothing is on record.
/// Gives the record as it is now.
#[server(endpoint = "upsert_presence")]
pub async fn upsert_presence(place: Option<Spot>, said: Said, status: Status) -> Result<Dot, AppError> {
    let caller = crate::state::caller().await?;
    let state = crate::state::app_state()?;
    crate::state::to_the_end(async move { say::say(&state.appwrite, &caller, place, said, status).await })
        .await
}

/// For whoever is signed in: who their friends are, and which of them are here, themselves included.
#[server(endpoint = "roster")]
pub async fn roster() -> Result<Company, AppError> {
    let caller = crate::state::caller().await?;
    company::of(&caller.client, &caller.account.id).await
}
