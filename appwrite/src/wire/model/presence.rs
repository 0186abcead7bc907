use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::wire::{Id, Permission, Timestamp};

/// What a person says of themselves right now. One record per person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Presence {
    #[serde(rename = "$id")]
    pub id: Id,
    #[serde(rename = "$createdAt")]
    pub created_at: Timestamp,
    #[serde(rename = "$updatedAt")]
    pub updated_at: Timestamp,
    /// Sorted as text.
    #[serde(rename = "$permissions")]
    pub permissions: Vec<Permission>,
    pub user_id: Id,
    pub status: Option<String>,
    /// How it was last said: `rest` or `realtime`.
    pub source: String,
    /// After this moment the record reads as absent.
    pub expires_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "object_or_empty")]
    pub metadata: Map<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PresenceList {
    pub total: u64,
    pub presences: Vec<Presence>,
}

/// What a presence says, without who may read it and how it was said.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PresenceView {
    #[serde(rename = "$updatedAt")]
    pub updated_at: Timestamp,
    pub user_id: Id,
    pub status: Option<String>,
    pub expires_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "object_or_empty")]
    pub metadata: Map<String, Value>,
}

/// PHP cannot tell an empty object from an empty list, so a real Appwrite may send `[]` (or null) for `{}`.
fn object_or_empty<'de, D: Deserializer<'de>>(from: D) -> Result<Map<String, Value>, D::Error> {
    match Value::deserialize(from)? {
        Value::Object(map) => Ok(map),
        Value::Null => Ok(Map::new()),
        Value::Array(list) if list.is_empty() => Ok(Map::new()),
        _ => Err(serde::de::Error::custom("metadata is not an object")),
    }
}
