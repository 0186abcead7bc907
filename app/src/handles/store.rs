//! Handles in profiles, where an index sees to it that no two people have the same.

use appwrite::{Client, Id, Query};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Handle;
use crate::{AppError, ids, privacy};

/// A profile as far as handles go.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Profile {
    handle: Option<Handle>,
}

/// Whose handle this is.
pub(crate) async fn owner_of(admin: &Client, handle: &Handle) -> Result<Option<Id>, AppError> {
    let this = [Query::equal("handle", handle.as_str()), Query::limit(1)];
    let found = admin.tables_db(ids::DATABASE).list_rows::<Profile>(ids::PROFILES, &this).await?.rows.pop();
    Ok(found.map(|row| row.id))
}

/// The handle of one person, for whoever may read it.
pub(crate) async fn of_one(client: &Client, person: &Id) -> Result<Option<Handle>, AppError> {
    match client.tables_db(ids::DATABASE).get_row::<Profile>(ids::PROFILES, person).await {
        Ok(row) => Ok(row.data.handle),
        Err(refusal) if refusal.status() == Some(404) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Gives somebody this handle in the place of the one they had. Errors: [`AppError::Refused`] when it is another's.
pub(super) async fn give(admin: &Client, owner: &Id, handle: &Handle) -> Result<(), AppError> {
    let taken =
        async || Ok::<bool, AppError>(owner_of(admin, handle).await?.is_some_and(|other| other != *owner));
    let sorry = || AppError::refused(format!("Somebody else is {handle} already. Choose another one."));
    if taken().await? {
        return Err(sorry());
    }
    match privacy::change_profile(admin, owner, [("handle", json!(handle))]).await {
        // Two who want the same at once: the index lets one of them have it.
        Err(_) if taken().await? => Err(sorry()),
        outcome => outcome,
    }
}
