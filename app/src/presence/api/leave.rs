//! A page closes: the end of the record comes near, and nothing else about it changes.

use appwrite::client::PresenceChange;

use crate::{AppError, clock::now, presence::model::GOODBYE, state::Caller};

/// Brings the end near. As the caller themselves: they may change no record but their own. Who has none, as a ghost
/// has not, has nothing to end.
pub(super) async fn soon(caller: &Caller) -> Result<(), AppError> {
    let change =
        PresenceChange { expires_at: Some(now().plus_seconds(GOODBYE)), ..PresenceChange::default() };
    match caller.client.presences().update(&caller.account.id, &change).await {
        Err(error) if error.status() != Some(404) => Err(error.into()),
        _ => Ok(()),
    }
}
