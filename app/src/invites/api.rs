//! The doors to invite links. Whoever holds a link's token may look at it; who is signed in may accept it.

use leptos::prelude::*;

use super::model::{Invitation, Invite};
use crate::AppError;

#[cfg(feature = "ssr")]
mod accept;

#[cfg(feature = "ssr")]
pub(crate) use accept::entered;

/// For whoever is signed in: their link, if they have one that works.
#[server(endpoint = "my_invite")]
pub async fn my_invite() -> Result<Option<Invite>, AppError> {
    use super::{code, store};
    let caller = crate::state::caller().await?;
    let Some(row) = store::of(&caller.client, &caller.account.id).await? else { return Ok(None) };
    let uses = store::used(&crate::state::app_state()?.appwrite, &row.id).await?;
    let link = format!("{}/invite/{}", crate::state::own_origin()?, row.id);
    let code = code::of(&link).ok_or(AppError::Unexpected)?;
    Ok(Some(Invite { link, code, expires_at: row.data.expires_at, uses }))
}

/// For whoever is signed in: makes a link. The one they had before works no more.
#[server(endpoint = "renew_invite")]
pub async fn renew_invite() -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    crate::state::to_the_end(async move { super::store::renew(&admin, &me).await }).await
}

/// For whoever is signed in: takes their link back. Who became a friend by it stays one.
#[server(endpoint = "revoke_invite")]
pub async fn revoke_invite() -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let (admin, me) = (crate::state::app_state()?.appwrite, caller.account.id);
    crate::state::to_the_end(async move { super::store::revoke(&admin, &me).await }).await
}

/// Open to all who hold the token: who invites, by name alone. What is expired, used up, taken back, unknown or not for
/// the caller is the same to everybody.
#[server(endpoint = "look_at_invite")]
pub async fn look_at_invite(token: String) -> Result<Invitation, AppError> {
    let me = match crate::state::caller().await {
        Ok(caller) => Some(caller.account.id),
        Err(AppError::SignedOut) => None,
        Err(error) => return Err(error),
    };
    accept::look(&crate::state::app_state()?, me.as_ref(), &token).await
}

/// For whoever is signed in and holds the token: they and whoever shares the link are friends from now on. Goes to `/app`.
/// Errors: [`AppError::Gone`] for a link that does not work for them, [`AppError::Refused`] for their own.
#[server(endpoint = "accept_invite")]
pub async fn accept_invite(token: String) -> Result<(), AppError> {
    let caller = crate::state::caller().await?;
    let (state, me) = (crate::state::app_state()?, caller.account.id);
    crate::state::to_the_end(async move { accept::accept(&state, &me, &token).await }).await?;
    leptos_axum::redirect("/app");
    Ok(())
}
