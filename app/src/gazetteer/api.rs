//! Asking the atlas.

use leptos::prelude::*;

use super::model::Town;
use crate::AppError;

/// How many towns are offered at once: as many as are read at a glance.
#[cfg(feature = "ssr")]
const OFFERED: usize = 6;

/// No town's name and country are longer, in characters.
#[cfg(feature = "ssr")]
const LONGEST: usize = 80;

/// For whoever is signed in: the towns whose names begin as the words typed do, the most populous first. They learn
/// nothing of anybody. What is typed goes in the body, because addresses are kept in logs.
#[server(endpoint = "find_towns")]
pub async fn find_towns(text: String) -> Result<Vec<Town>, AppError> {
    crate::state::caller().await?;
    let text: String = text.chars().take(LONGEST).collect();
    Ok(atlas::search(&text, OFFERED).into_iter().filter_map(Town::of_atlas).collect())
}
