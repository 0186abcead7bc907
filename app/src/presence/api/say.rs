//! A beat on the server: who am I, who are my friends, and one write with the admin key, because only the server
//! may grant a friend's read.

use appwrite::{Client, Id, Permission, client, client::PresenceUpsert, wire::Presence};

use crate::{
    AppError,
    clock::now,
    presence::{
        grants::{Writing, granted, remove},
        model::{Answer, Dot, LIFE, Saying, Spot},
    },
    state::Caller,
};

/// Says that the caller is here. Errors: [`AppError::SignedOut`] when the session ended meanwhile; then nothing is
/// left on record.
pub(super) async fn say(admin: &Client, caller: &Caller, saying: Saying) -> Result<Answer, AppError> {
    let (id, name) = (&caller.account.id, &caller.account.name);
    let Saying { place, status, label, composing } = saying;
    let dot = Dot { spot: place, status, label, composing, ..Dot::silent(id.clone(), name) };
    let write = |permissions| -> Writing<'_> { Box::pin(write(admin, dot.clone(), permissions)) };
    let record = granted(admin, id, write).await?;
    // Signing out removes the record; a beat that was under way must not put it back.
    if let Err(error) = caller.client.account().get().await.map_err(AppError::from) {
        if error == AppError::SignedOut {
            remove(admin, id).await?;
        }
        return Err(error);
    }
    let record = Dot::from_wire(&record);
    Ok(Answer { spot: record.spot, record: Some(record), now: now() })
}

/// Writes the whole record. Who did not move stays where the record has them, wherever that came from.
async fn write(admin: &Client, mut dot: Dot, permissions: Vec<Permission>) -> client::Result<Presence> {
    if dot.spot.is_none() {
        dot.spot = place_on_record(admin, &dot.id).await?;
    }
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

async fn place_on_record(admin: &Client, person: &Id) -> client::Result<Option<Spot>> {
    match admin.presences().get(person).await {
        // Any session may take a free presence id, this person's among them.
        Ok(record) => Ok(Dot::from_wire(&record).spot.filter(|_| record.user_id == *person)),
        Err(error) if error.status() == Some(404) => Ok(None),
        Err(error) => Err(error),
    }
}
