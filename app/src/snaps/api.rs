//! The doors to snaps. Each says who may call it. What is kept where is `shelf`'s business, and what makes a
//! photograph fit to keep is `press`'s.

#[cfg(feature = "ssr")]
use std::collections::BTreeSet;

use appwrite::Id;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use super::model::Mailbox;
use crate::AppError;

/// A photograph on its way to a friend.
#[derive(Clone, Serialize, Deserialize)]
pub struct NewSnap {
    /// The sender's own word for this sending, an [`Id`] made once: a retry or a second click says it again and is
    /// the same snap.
    pub id: Id,
    pub recipient_id: Id,
    /// The bytes of the photograph, 10 MiB at most before encoding.
    pub image_base64: String,
    /// What it was called where it came from.
    pub file_name: String,
    /// Its media type, one of the four the bucket holds.
    pub file_type: String,
}

/// Photographs stay out of logs.
impl std::fmt::Debug for NewSnap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewSnap({} for {})", self.id, self.recipient_id)
    }
}

/// Sends a photograph. For whoever is signed in, to an accepted friend of theirs and to nobody else.
/// Errors: [`AppError::Refused`] when they are not friends or it is no photograph.
#[server(endpoint = "send_snap", input = Json)]
pub async fn send_snap(snap: NewSnap) -> Result<(), AppError> {
    use super::{press, shelf};
    let state = crate::state::app_state()?;
    let me = crate::state::caller().await?.account.id;
    if !crate::friends::are_friends(&state, &me, &snap.recipient_id).await? {
        return Err(AppError::refused("You can only send snaps to your friends."));
    }
    if let Some(row) = shelf::find(&state.appwrite, &snap.id).await? {
        return match shelf::is_same_sending(&row, &me, &snap.recipient_id) {
            true => Ok(()),
            false => Err(AppError::Unexpected),
        };
    }
    let (id, recipient, name) =
        (snap.id.clone(), snap.recipient_id.clone(), shelf::file_name(&snap.file_name));
    let jpeg = press::press(snap).await?;
    crate::state::to_the_end(async move {
        // Pressing takes a while, and a friendship may have ended in it.
        if !crate::friends::are_friends(&state, &me, &recipient).await? {
            return Err(AppError::refused("You can only send snaps to your friends."));
        }
        let parcel = shelf::Parcel { id: &id, sender: &me, recipient: &recipient };
        shelf::keep(&state.appwrite, parcel, &name, jpeg).await
    })
    .await
}

/// What the caller received and sent in the last day. For whoever is signed in; they learn their own snaps only,
/// and what the people in them are called.
#[server(endpoint = "list_snaps")]
pub async fn list_snaps() -> Result<Mailbox, AppError> {
    use super::shelf;
    let (caller, now) = (crate::state::caller().await?, crate::clock::now());
    let me = caller.account.id;
    let mut snaps = shelf::list(&caller.client, "recipientId", &me, now).await?;
    snaps.extend(shelf::list(&caller.client, "senderId", &me, now).await?);
    let people = snaps.iter().flat_map(|snap| [&snap.sender, &snap.recipient]).collect::<BTreeSet<_>>();
    let people = people.into_iter().filter(|person| **person != me).cloned();
    let names = crate::account::names::names(&crate::state::app_state()?.appwrite, people).await?;
    Ok(Mailbox::new(me, now, snaps, names))
}

/// Writes down that a snap was seen, once. For its recipient, when they have had it on screen, within its day.
/// Errors: [`AppError::Gone`] for everybody and everything else.
#[server(endpoint = "mark_snap_viewed")]
pub async fn mark_snap_viewed(id: Id) -> Result<(), AppError> {
    use super::{model::Snap, shelf};
    let (caller, now) = (crate::state::caller().await?, crate::clock::now());
    let row = shelf::find(&caller.client, &id).await?.ok_or(AppError::Gone)?;
    let snap = Snap::from(row);
    match snap.waits_for(&caller.account.id, now) {
        true => shelf::stamp_viewed(&crate::state::app_state()?.appwrite, &id, now).await,
        false if snap.recipient == caller.account.id && snap.is_open(now) => Ok(()),
        false => Err(AppError::Gone),
    }
}

/// Takes back what two people sent each other and did not open yet.
#[cfg(feature = "ssr")]
pub(crate) async fn withdraw_unopened(admin: &appwrite::Client, a: &Id, b: &Id) -> Result<(), AppError> {
    use super::shelf;
    for (sender, recipient) in [(a, b), (b, a)] {
        for row in shelf::unopened(admin, sender, recipient).await? {
            shelf::take_back(admin, &row).await?;
        }
    }
    Ok(())
}

/// Takes a snap back, opened or not: its photograph and its row. For its sender. One that is gone already is fine.
#[server(endpoint = "delete_snap")]
pub async fn delete_snap(id: Id) -> Result<(), AppError> {
    use super::shelf;
    let caller = crate::state::caller().await?;
    match shelf::find(&caller.client, &id).await? {
        None => Ok(()),
        Some(row) if row.data.sender_id == caller.account.id => shelf::take_back(&caller.client, &row).await,
        Some(_) => Err(AppError::refused("Only whoever sent a snap can take it back.")),
    }
}
