//! What people say of themselves right now.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, to_value};

use super::{Client, Error, Result, query_params};
use crate::{
    transport::Verb,
    wire::{Id, Permission, Presence, PresenceList, PresenceView, Query, Timestamp},
};

pub struct Presences<'a>(pub(super) &'a Client);

/// The whole of what a person says: what is left out falls back to its default, not to what was said before.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PresenceUpsert {
    /// Whose presence it is. Needed from an API key, forbidden from a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Id>,
    pub status: String,
    pub permissions: Vec<Permission>,
    /// At most 30 days ahead.
    pub expires_at: Timestamp,
    pub metadata: Map<String, Value>,
}

/// A change to what was said: what is left out stays.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PresenceChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<Permission>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

impl Presences<'_> {
    /// There is one record per person: if one exists under another id, it is updated and its own id comes back.
    pub async fn upsert(&self, id: &Id, said: &PresenceUpsert) -> Result<Presence> {
        self.0.json(Verb::Put, format!("/presences/{id}"), body(said)?).await
    }

    /// Errors: `presence_not_found`, also when it has expired.
    pub async fn update(&self, id: &Id, change: &PresenceChange) -> Result<Presence> {
        self.0.json(Verb::Patch, format!("/presences/{id}"), body(change)?).await
    }

    /// Errors: `presence_not_found`, also when the caller may not read it.
    pub async fn get(&self, id: &Id) -> Result<Presence> {
        self.0.get(format!("/presences/{id}"), vec![]).await
    }

    /// Everybody whose presence the caller may read: 25 of them unless a limit is given.
    pub async fn list(&self, queries: &[Query]) -> Result<PresenceList> {
        self.0.get("/presences".into(), query_params(queries)).await
    }

    /// The same without a total, and of each record only what it says: its permissions name every friend of its owner.
    pub async fn list_said(&self, queries: &[Query]) -> Result<Vec<PresenceView>> {
        #[derive(Deserialize)]
        struct List {
            presences: Vec<PresenceView>,
        }
        let mut params = query_params(queries);
        params.push(("total".into(), "false".into()));
        let list: List = self.0.get("/presences".into(), params).await?;
        Ok(list.presences)
    }

    pub async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete(format!("/presences/{id}")).await
    }
}

fn body(said: &impl Serialize) -> Result<Value> {
    to_value(said).map_err(|cause| Error::Unexpected(cause.to_string()))
}
