use serde::{Deserialize, Serialize};

use crate::wire::{Id, Permission, Timestamp};

/// A stored file's description. Sizes are in bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct File {
    #[serde(rename = "$id")]
    pub id: Id,
    pub bucket_id: Id,
    #[serde(rename = "$createdAt")]
    pub created_at: Timestamp,
    #[serde(rename = "$updatedAt")]
    pub updated_at: Timestamp,
    #[serde(rename = "$permissions")]
    pub permissions: Vec<Permission>,
    pub name: String,
    /// MD5 of the content, in hex.
    pub signature: String,
    /// Sniffed from the bytes.
    pub mime_type: String,
    pub size_original: u64,
    pub chunks_total: u64,
    pub chunks_uploaded: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileList {
    pub total: u64,
    pub files: Vec<File>,
}
