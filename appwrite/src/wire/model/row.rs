use serde::{Deserialize, Serialize};

use crate::wire::{Id, Permission, Timestamp};

/// A row of a table: its own columns as `T`, beside what every row has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row<T> {
    #[serde(rename = "$id")]
    pub id: Id,
    #[serde(rename = "$createdAt")]
    pub created_at: Timestamp,
    #[serde(rename = "$updatedAt")]
    pub updated_at: Timestamp,
    #[serde(rename = "$permissions")]
    pub permissions: Vec<Permission>,
    #[serde(flatten)]
    pub data: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowList<T> {
    /// How many there are in all, counted up to 5,000.
    pub total: u64,
    pub rows: Vec<Row<T>>,
}
