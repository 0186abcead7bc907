//! A beat on the server: who am I, who are my friends, and one write with the admin key, because only the server
//! may grant a friend's read.

use appwrite::{
    Client, Permission, client,
    client::{PresenceChange, PresenceUpsert},
    wire::Presence,
};

use crate::{
    AppError,
    account::Me,
    clock::now,
    presence::{
        grants::{Writing, granted, remove},
        model::{Dot, LIFE, Said, Spot, Status},
    },
    state::Caller,
};

/// Says that the caller is here. Errors: [`AppError::SignedOut`] when the session ended meanwhile; then nothing is
/// left on record.
pub(super) async fn say(
    admin: &Client,
    caller: &Caller,
    place: Option<Spot>,
    said: Said,
    status: Status,
) -> Result<Dot, AppError> {
    let me = Me::from_account(&caller.account);
    let dot = Dot { spot: place, status, ..Dot::silent(me.id.clone(), &me.name) };
    let write = |permissions| -> Writing<'_> {
        match said {
            Said::Here => Box::pin(beat_or_all(admin, &dot, permissions)),
            Said::Moved => Box::pin(all(admin, &dot, permissions)),
        }
    };
    let record = granted(admin, &me.id, write).await?;
    // Signing out removes the record; a beat that was under way must not put it back.
    if let Err(error) = caller.client.account().get().await.map_err(AppError::from) {
        if error == AppError::SignedOut {
            remove(admin, &me.id).await?;
        }
        return Err(error);
    }
    Ok(Dot::from_wire(&record))
}

/// Moves the deadline of what is on record and keeps its place, wherever that came from. Says all of it where
/// nothing is on record.
async fn beat_or_all(admin: &Client, dot: &Dot, permissions: Vec<Permission>) -> client::Result<Presence> {
    let change = PresenceChange {
        status: Some(dot.status.word().into()),
        permissions: Some(permissions.clone()),
        expires_at: Some(now().plus_seconds(LIFE)),
        metadata: None,
    };
    match admin.presences().update(&dot.id, &change).await {
        Err(error) if error.status() == Some(404) => all(admin, dot, permissions).await,
        // Any session may take a free presence id, mine among them. `all` gets it back.
        Ok(record) if record.user_id != dot.id => all(admin, dot, permissions).await,
        // A browser that knew no place made the record; this one knows it.
        Ok(record) if dot.spot.is_some() && Dot::from_wire(&record).spot.is_none() => {
            all(admin, dot, permissions).await
        }
        answered => answered,
    }
}

async fn all(admin: &Client, dot: &Dot, permissions: Vec<Permission>) -> client::Result<Presence> {
    let said = PresenceUpsert {
        user_id: Some(dot.id.clone()),
        status: dot.status.word().into(),
        permissions,
        expires_at: now().plus_seconds(LIFE),
        metadata: dot.metadata(),
    };
    match admin.presences().upsert(&dot.id, &said).await {
        Err(error) if error.is("presence_already_exists") => {
            // Somebody else's record stands under my id: it goes, for a person's presence is theirs to say.
            admin.presences().delete(&dot.id).await?;
            admin.presences().upsert(&dot.id, &said).await
        }
        answered => answered,
    }
}
