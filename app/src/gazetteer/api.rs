//! Asking the atlas.

use leptos::prelude::*;
use server_fn::codec::Json;

use super::model::{Area, Named, Town};
use crate::AppError;

/// How many towns are offered at once: as many as are read at a glance.
#[cfg(feature = "ssr")]
const OFFERED: usize = 6;

/// No town's name and country are longer, in characters.
#[cfg(feature = "ssr")]
const LONGEST: usize = 80;

/// How many places are named at once: as many as there can be people on one globe.
#[cfg(feature = "ssr")]
const NAMED: usize = 200;

/// For whoever is signed in: what these places are called. They say which, so they learn nothing of anybody. What is
/// nowhere on Earth has no name and is left out.
#[server(endpoint = "name_areas", input = Json)]
pub async fn name_areas(areas: Vec<Area>) -> Result<Vec<Named>, AppError> {
    crate::state::caller().await?;
    Ok(names(areas))
}

/// What these places are called.
#[cfg(feature = "ssr")]
pub(crate) fn names(areas: impl IntoIterator<Item = Area>) -> Vec<Named> {
    areas.into_iter().take(NAMED).filter_map(|area| Some((area, area.name()?))).collect()
}

/// For whoever is signed in: the towns whose names begin as the words typed do, the most populous first. They learn
/// nothing of anybody. What is typed goes in the body, because addresses are kept in logs.
#[server(endpoint = "find_towns")]
pub async fn find_towns(text: String) -> Result<Vec<Town>, AppError> {
    crate::state::caller().await?;
    let text: String = text.chars().take(LONGEST).collect();
    Ok(atlas::search(&text, OFFERED).into_iter().filter_map(Town::of_atlas).collect())
}
