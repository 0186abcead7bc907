//! Server functions about who sees what of me. All are for whoever is signed in and about themselves alone; each change
//! is carried out, for the presence that is live right now too, before it is answered.

use appwrite::Id;
use leptos::prelude::*;

use server_fn::codec::Json;

use super::model::{Audience, Choice, Length, Precision, Privacy, SeenAs, Words};
use crate::{
    AppError,
    globe::model::Halo,
    presence::{Spot, model::Ghost},
};

#[cfg(feature = "ssr")]
mod settings;

/// For whoever is signed in: what they chose, whom they blocked, and their own place in words.
#[server(endpoint = "my_privacy")]
pub async fn my_privacy() -> Result<Privacy, AppError> {
    settings::of(&crate::state::caller().await?).await
}

/// For whoever is signed in: what friends are told of a place at each precision. They say which place, so they learn
/// nothing of anybody. `None`: it is nowhere on Earth.
#[server(endpoint = "word_place", input = Json)]
pub async fn word_place(spot: Spot) -> Result<Option<Words>, AppError> {
    crate::state::caller().await?;
    Ok(super::showing::words(spot))
}

/// For whoever is signed in: what friends are shown of a place at this precision, to be drawn around where they are shown
/// it. They say which place, so they learn nothing of anybody. `None`: the very spot is shown, or it is nowhere on Earth.
#[server(endpoint = "draw_place", input = Json)]
pub async fn draw_place(spot: Spot, precision: Precision) -> Result<Option<Halo>, AppError> {
    crate::state::caller().await?;
    Ok(super::showing::halo(spot, precision))
}

/// For whoever is signed in: whether they are a ghost, and how precisely they are seen when they are not.
#[server(endpoint = "how_i_am_seen")]
pub async fn how_i_am_seen() -> Result<SeenAs, AppError> {
    let caller = crate::state::caller().await?;
    Ok(super::mine(&caller.client, &caller.account.id).await?.1)
}

/// For whoever is signed in: makes them a ghost for this long, or seen again. A ghost's presence is gone for everybody;
/// once it is over, the next beat brings it back.
#[server(endpoint = "set_ghost")]
pub async fn set_ghost(length: Length) -> Result<Option<Ghost>, AppError> {
    let caller = crate::state::caller().await?;
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    crate::state::to_the_end(async move { settings::set_ghost(&admin, &me, length).await }).await
}

/// For whoever is signed in: how precisely friends see where they are.
#[server(endpoint = "set_precision")]
pub async fn set_precision(precision: Precision) -> Result<Privacy, AppError> {
    use serde_json::json;
    settings::change(move |admin, me| async move {
        super::store::change(&admin, &me, [("precision", json!(precision))]).await
    })
    .await
}

/// For whoever is signed in: which of their friends see them.
#[server(endpoint = "set_audience")]
pub async fn set_audience(audience: Audience) -> Result<Privacy, AppError> {
    settings::change(move |admin, me| async move { settings::set_audience(&admin, &me, audience).await })
        .await
}

/// For whoever is signed in: what one friend of theirs sees, when it is not what the rest do. Errors:
/// [`AppError::Gone`] for anybody who is no friend.
#[server(endpoint = "set_exception")]
pub async fn set_exception(friend: Id, shows: Choice) -> Result<Privacy, AppError> {
    settings::change(move |admin, me| async move {
        match crate::friends::friend_ids(&admin, &me).await?.contains(&friend) {
            true => super::store::except(&admin, &me, &friend, shows.exception()).await,
            false => Err(AppError::Gone),
        }
    })
    .await
}

/// For whoever is signed in: whether friends may know when they were last here, and they of their friends.
#[server(endpoint = "set_show_seen")]
pub async fn set_show_seen(show: bool) -> Result<Privacy, AppError> {
    use serde_json::json;
    settings::change(move |admin, me| async move {
        super::store::change(&admin, &me, [("showSeen", json!(show))]).await
    })
    .await
}

/// For whoever is signed in: blocks this person. Friendship, requests and unopened snaps between the two are gone, both
/// lose sight of each other, and for the blocked one the other does not exist. Errors: [`AppError::Gone`] for somebody
/// the caller has nothing to do with.
#[server(endpoint = "block")]
pub async fn block(person: Id) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    crate::state::to_the_end(async move { super::blocks::block(&admin, &me, &person).await }).await
}

/// For whoever is signed in: takes their block of this person back. That makes nobody friends again.
#[server(endpoint = "unblock")]
pub async fn unblock(person: Id) -> Result<Privacy, AppError> {
    settings::change(move |admin, me| async move { super::blocks::unblock(&admin, &me, &person).await }).await
}
