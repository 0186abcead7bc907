//! Server functions about friends, and what other features may ask about them on the server. People can change
//! nothing here by themselves: every write is the admin key's, after a look at who asks.

use appwrite::Id;
use leptos::prelude::*;

use super::model::{Asked, Circle};
use crate::AppError;
#[cfg(feature = "ssr")]
use crate::cards::Cards;

#[cfg(feature = "ssr")]
mod acquaintance;
#[cfg(feature = "ssr")]
mod addresses;
#[cfg(feature = "ssr")]
mod ask;
#[cfg(feature = "ssr")]
mod bonds;
#[cfg(feature = "ssr")]
mod circle;
#[cfg(feature = "ssr")]
mod circle_rows;
#[cfg(feature = "ssr")]
mod declines;
#[cfg(feature = "ssr")]
mod marks;
#[cfg(feature = "ssr")]
mod requests;

#[cfg(feature = "ssr")]
pub(crate) use acquaintance::has_to_do_with;
#[cfg(feature = "ssr")]
pub(crate) use ask::ask_all;
#[cfg(feature = "ssr")]
pub use bonds::{are_friends, friend_ids};
#[cfg(feature = "ssr")]
pub(crate) use bonds::{befriend, every_row, part, way_id};
#[cfg(feature = "ssr")]
pub(crate) use circle_rows::{CircleRows, circle_rows};
#[cfg(feature = "ssr")]
use marks::Mark;

/// For whoever is signed in: their friends, and the requests they sent and received. They learn the names of these
/// people and of nobody else.
#[server(endpoint = "list_circle")]
pub async fn list_circle() -> Result<Circle, AppError> {
    let caller = crate::state::caller().await?;
    let rows = circle_rows(&caller).await?;
    let cards = Cards::of(&crate::state::app_state()?, &rows.people()).await?;
    Ok(Circle::of(&caller.account.id, &rows, &cards))
}

/// For whoever is signed in: asks the person with this handle or e-mail to be friends; if they had asked first, accepts.
/// An address is answered alike whether or not anybody here uses it. Asking again changes nothing. Errors:
/// [`AppError::Refused`] for oneself, a friend, a handle nobody has, and whoever waits for a hundred answers;
/// [`AppError::TooMany`] for whoever tries one after another.
#[server(endpoint = "request_friend")]
pub async fn request_friend(whom: String) -> Result<Asked, AppError> {
    let caller = crate::state::caller().await?;
    let state = crate::state::app_state()?;
    state.attempts.looking_for_people(&caller.account.id)?;
    crate::state::to_the_end(async move {
        ask::ask(&caller.client, &state.appwrite, &caller.account.id, &whom).await
    })
    .await
}

/// For whoever received this request: both are friends from now on.
#[server(endpoint = "accept_request")]
pub async fn accept_request(request: Id) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    crate::state::to_the_end(async move { requests::accept(&admin, &me, &request).await }).await
}

/// For whoever received this request: it goes away for them, silently, and for a day nothing comes from whoever sent it.
/// Whoever sent it cannot tell.
#[server(endpoint = "decline_request")]
pub async fn decline_request(request: Id) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    requests::decline(&crate::state::app_state()?.appwrite, &caller.account.id, &request).await
}

/// For whoever declined this request: it waits for their answer again, as if nothing had been said. Errors:
/// [`AppError::Gone`] when whoever sent it has taken it back meanwhile.
#[server(endpoint = "undo_decline")]
pub async fn undo_decline(request: Id) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    requests::undo_decline(&crate::state::app_state()?.appwrite, &caller.account.id, &request).await
}

/// For whoever sent this request: it is taken back.
#[server(endpoint = "cancel_request")]
pub async fn cancel_request(request: Id) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    requests::cancel(&crate::state::app_state()?.appwrite, &caller.account.id, &request).await
}

/// For whoever is signed in: ends the friendship with this person, for both. Neither sees the other's pin any more. For
/// somebody the caller has nothing to do with, nothing is done.
#[server(endpoint = "remove_friend")]
pub async fn remove_friend(person: Id) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    crate::state::to_the_end(async move {
        if !has_to_do_with(&admin, &me, &person).await? {
            return Ok(());
        }
        bonds::part(&admin, &me, &person).await
    })
    .await
}

/// For whoever is signed in: no toasts and no sounds about this friend from now on. They stay in every list, and cannot
/// tell. Errors: [`AppError::Gone`] for anybody who is no friend.
#[server(endpoint = "mute_friend")]
pub async fn mute_friend(person: Id) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let state = crate::state::app_state()?;
    match are_friends(&state, &caller.account.id, &person).await? {
        true => marks::put(&state.appwrite, Mark::Mute, &caller.account.id, &person).await,
        false => Err(AppError::Gone),
    }
}

/// For whoever is signed in: this friend is heard again.
#[server(endpoint = "unmute_friend")]
pub async fn unmute_friend(person: Id) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    marks::lift(&crate::state::app_state()?.appwrite, Mark::Mute, &caller.account.id, &person).await
}

/// For whoever is signed in: whether this friend is a favourite of theirs from now on. Nobody else is told. Errors:
/// [`AppError::Gone`] for anybody who is no friend and is to be one.
#[server(endpoint = "set_favourite")]
pub async fn set_favourite(person: Id, favourite: bool) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let (state, me) = (crate::state::app_state()?, caller.account.id);
    match favourite {
        false => marks::lift(&state.appwrite, Mark::Favourite, &me, &person).await,
        true if are_friends(&state, &me, &person).await? => {
            marks::put(&state.appwrite, Mark::Favourite, &me, &person).await
        }
        true => Err(AppError::Gone),
    }
}
