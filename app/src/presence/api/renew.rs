//! A beat of somebody about whom nothing has changed. It neither reads nor writes who may see them, so it cannot undo a
//! friendship that ended or a ghost that began; whatever changes these rewrites the record by itself.

use appwrite::{Client, Id, client::PresenceChange};

use crate::{
    AppError,
    clock::now,
    presence::model::{Answer, Dot, LIFE},
};

/// Moves the expiry of the record with this id, as `session`: the backend lets people change their own record alone.
/// Errors: [`AppError::Gone`] for a record that is not there or belongs to somebody else.
pub(super) async fn renew(session: &Client, person: &Id) -> Result<Answer, AppError> {
    let change = PresenceChange { expires_at: Some(now().plus_seconds(LIFE)), ..PresenceChange::default() };
    match session.presences().update(person, &change).await {
        Ok(record) if record.user_id == *person => {
            Ok(Answer { record: Some(Dot::from_wire(&record)), spot: None, now: now() })
        }
        Ok(_) => Err(AppError::Gone),
        Err(refusal) if refusal.is("user_unauthorized") => Err(AppError::Gone),
        Err(refusal) => Err(refusal.into()),
    }
}
