//! The door to one's own colour.

use leptos::prelude::*;

use super::Hue;
use crate::AppError;

/// For whoever is signed in: the colour of their picture from now on, for themselves and for their friends, who see it at
/// once. Errors: [`AppError::Refused`] for what is none of the six.
#[server(endpoint = "set_hue")]
pub async fn set_hue(hue: String) -> Result<Hue, AppError> {
    let hue = parse(&hue)?;
    let caller = crate::state::caller().await?;
    let admin = crate::state::app_state()?.appwrite;
    crate::state::to_the_end(async move { super::store::wear(&admin, caller, hue).await }).await?;
    Ok(hue)
}

/// A colour as a form names it.
#[cfg(feature = "ssr")]
fn parse(word: &str) -> Result<Hue, AppError> {
    word.parse().map_err(|unknown: super::model::UnknownHue| AppError::refused(unknown.to_string()))
}
