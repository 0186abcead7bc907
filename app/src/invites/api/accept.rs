//! What a link means for whoever opens it, and what accepting it does.

use appwrite::{Client, Id};

use super::super::{
    model::Invitation,
    store::{self, InviteRow},
};
use crate::{
    AppError, AppState,
    account::names::names,
    friends::{api::befriend, are_friends},
    privacy::blocks,
};

pub(super) async fn look(state: &AppState, me: Option<&Id>, token: &str) -> Result<Invitation, AppError> {
    let admin = &state.appwrite;
    let Some((token, invite)) = working(admin, token).await? else { return Ok(Invitation::Over) };
    let owner = invite.owner_id;
    // Whoever deleted their account invites nobody.
    let Some(name) = names(admin, [owner.clone()]).await?.remove(&owner) else { return Ok(Invitation::Over) };
    match me {
        Some(me) if *me == owner => return Ok(Invitation::Mine),
        Some(me) if blocks::between(admin, me, &owner).await? => return Ok(Invitation::Over),
        Some(me) if are_friends(state, me, &owner).await? => return Ok(Invitation::Friends(name)),
        _ => {}
    }
    Ok(if store::is_open_to(admin, &token, me).await? { Invitation::From(name) } else { Invitation::Over })
}

/// Friends already, and asked before by either of them: both are fine.
pub(super) async fn accept(state: &AppState, me: &Id, token: &str) -> Result<(), AppError> {
    let admin = &state.appwrite;
    let (token, invite) = working(admin, token).await?.ok_or(AppError::Gone)?;
    let owner = invite.owner_id;
    if owner == *me {
        return Err(AppError::refused("This is your own link. Send it to somebody else."));
    }
    if blocks::between(admin, me, &owner).await? || names(admin, [owner.clone()]).await?.is_empty() {
        return Err(AppError::Gone);
    }
    if are_friends(state, me, &owner).await? {
        return Ok(());
    }
    match store::take(admin, &token, me).await? {
        Some(taken) => {
            befriend(admin, me, &owner).await?;
            store::done(admin, taken).await
        }
        // Pressed twice at once: the other press was quicker.
        None if are_friends(state, me, &owner).await? => Ok(()),
        None => Err(AppError::Gone),
    }
}

/// Somebody came in through a link's page. Answers with where they go: on, as a friend of whoever shares it, or back to
/// the page, which says what the link is by now. They are in either way.
pub(crate) async fn entered(state: &AppState, me: &Id, token: Id, on: String) -> String {
    let (state, me, link) = (state.clone(), me.clone(), format!("/invite/{token}"));
    match crate::state::to_the_end(async move { accept(&state, &me, token.as_str()).await }).await {
        Ok(()) => on,
        Err(_) => link,
    }
}

/// The token, and the link it belongs to while that works.
async fn working(admin: &Client, token: &str) -> Result<Option<(Id, InviteRow)>, AppError> {
    let Ok(token) = token.parse::<Id>() else { return Ok(None) };
    Ok(store::find(admin, &token).await?.map(|invite| (token, invite)))
}
