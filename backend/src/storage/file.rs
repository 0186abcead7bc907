//! A file: what is known of some bytes.

use appwrite::{Id, Timestamp};
use serde_json::{Value, json};

use super::{bucket::Bucket, disk::Blob, range};
use crate::{
    access::Grants,
    happening::{Action, Happening, Subject},
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct File {
    /// Its row; 0 before it has one.
    pub(super) seq: i64,
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) folder: String,
    pub(super) permissions: Grants,
    pub(super) mime: String,
    /// MD5 of the content, in hex.
    pub(super) signature: String,
    pub(super) blob: Blob,
    /// Bytes on disk.
    pub(super) on_disk: u64,
    /// In how many chunks it was sent.
    pub(super) chunks: u64,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
}

/// A file of which some chunks have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Upload {
    pub(super) seq: i64,
    pub(super) id: Id,
    /// Who began it, and alone may go on.
    pub(super) starter: String,
    pub(super) name: String,
    pub(super) folder: String,
    pub(super) permissions: Grants,
    /// Of the whole, in bytes.
    pub(super) size: u64,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
}

impl File {
    pub(super) fn to_json(&self, bucket: &Bucket) -> Value {
        json!({
            "$id": self.id,
            "bucketId": bucket.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "$permissions": self.permissions.to_json(),
            "name": self.name,
            "folder": self.folder,
            "key": format!("{}{}", self.folder, self.name),
            "signature": self.signature,
            "mimeType": self.mime,
            "sizeOriginal": self.blob.size,
            "sizeActual": self.on_disk,
            "chunksTotal": self.chunks,
            "chunksUploaded": self.chunks,
            "encryption": self.blob.sealed,
            "compression": bucket.settings.compression,
        })
    }

    pub(super) fn happening(&self, action: Action, bucket: &Bucket) -> Happening {
        Happening {
            subject: Subject::File { bucket: bucket.id.clone(), file: self.id.clone() },
            action,
            payload: self.to_json(bucket),
            readers: bucket.readers(self),
        }
    }
}

impl Upload {
    /// The file as far as it has come: its type and signature are known when it is whole.
    pub(super) fn to_json(&self, bucket: &Bucket, uploaded: u64) -> Value {
        json!({
            "$id": self.id,
            "bucketId": bucket.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "$permissions": self.permissions.to_json(),
            "name": self.name,
            "folder": self.folder,
            "key": format!("{}{}", self.folder, self.name),
            "signature": "",
            "mimeType": "",
            "sizeOriginal": self.size,
            "sizeActual": 0,
            "chunksTotal": range::count(self.size),
            "chunksUploaded": uploaded,
            "encryption": bucket.settings.encryption,
            "compression": bucket.settings.compression,
        })
    }
}
