//! A beat on the server: who am I, who are my friends, what do I want them to see, and one write with the admin key,
//! because only the server may grant a friend's read.

use appwrite::{Client, client, client::PresenceUpsert, wire::Presence};

use crate::{
    AppError,
    clock::now,
    hue::Hue,
    presence::{
        grants::{Grant, Granted, Writing, granted, remove, repaint},
        model::{Answer, Dot, LIFE, Saying, Zone},
    },
    privacy,
    state::Caller,
};

/// Says that the caller is here. Errors: [`AppError::SignedOut`] when the session ended meanwhile; then nothing is
/// left on record.
pub(super) async fn say(admin: &Client, caller: &Caller, saying: Saying) -> Result<Answer, AppError> {
    let (id, name) = (&caller.account.id, &caller.account.name);
    let Saying { place, zone, status, label, composing } = saying;
    if let Some(spot) = place {
        privacy::moved(admin, id, spot).await?;
    }
    // Where they are, and by which clock, is the grant's to say, as coarsely as they want it shown.
    let hue = Hue::of_account(&caller.account);
    let dot = Dot { status, label, composing, hue, ..Dot::silent(id.clone(), name) };
    let write = |grant: Grant| -> Writing<'_> { Box::pin(write(admin, &dot, zone.as_ref(), grant)) };
    let Granted { record, terms } = granted(admin, id, write).await?;
    // Signing out removes the record; a beat that was under way must not put it back.
    match caller.client.account().get().await.map_err(AppError::from) {
        // Another colour was chosen while the beat was under way, which knew only the one before.
        Ok(account) if Hue::of_account(&account) != hue => {
            repaint(admin, id, Hue::of_account(&account)).await?;
        }
        Ok(_) => {}
        Err(error) => {
            if error == AppError::SignedOut {
                remove(admin, id).await?;
            }
            return Err(error);
        }
    }
    if record.is_some() {
        privacy::seen(admin, id, terms.seen_at).await?;
    }
    Ok(Answer { spot: terms.spot, record: record.as_ref().map(Dot::from_wire), now: now() })
}

/// Writes the whole record.
async fn write(admin: &Client, dot: &Dot, zone: Option<&Zone>, grant: Grant) -> client::Result<Presence> {
    let mut metadata = dot.metadata();
    metadata.extend(grant.showing.metadata(zone));
    let said = PresenceUpsert {
        user_id: Some(dot.id.clone()),
        status: dot.status.word().into(),
        permissions: grant.permissions,
        expires_at: now().plus_seconds(LIFE),
        metadata,
    };
    let in_the_way = match admin.presences().upsert(&dot.id, &said).await {
        // Somebody else's record stands under my id: it goes, for a person's presence is theirs to say.
        Err(error) if error.is("presence_already_exists") => dot.id.clone(),
        // They wrote their own record under another id, where their friends do not listen for it.
        Ok(record) if record.id != dot.id => record.id,
        answered => return answered,
    };
    match admin.presences().delete(&in_the_way).await {
        Err(error) if error.status() != Some(404) => return Err(error),
        _ => {}
    }
    admin.presences().upsert(&dot.id, &said).await
}
