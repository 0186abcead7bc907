//! Files of one bucket.

use bytes::Bytes;

use super::{Client, Result, decode, query_params};
use crate::{
    transport::{Body, Multipart, Verb},
    wire::{File, FileList, Id, Permission, Query},
};

pub struct Storage<'a> {
    pub(super) client: &'a Client,
    pub(super) bucket: &'a str,
}

/// A file to be stored, whole. At most 5 MiB: larger ones must be sent in chunks.
pub struct NewFile<'a> {
    pub id: &'a Id,
    pub name: &'a str,
    pub content: Bytes,
    pub permissions: &'a [Permission],
}

/// How much of a file one request carries.
const CHUNK: usize = 5 * 1024 * 1024;

impl Storage<'_> {
    fn files(&self) -> String {
        format!("/storage/buckets/{}/files", self.bucket)
    }

    /// Stores a file, in chunks of 5 MiB when it is larger than one.
    /// Errors: `storage_file_type_unsupported`, `storage_invalid_file_size`, `storage_file_already_exists`.
    pub async fn create_file(&self, file: NewFile<'_>) -> Result<File> {
        let total = file.content.len();
        let mut start = 0;
        loop {
            let end = total.min(start + CHUNK);
            let mut form = Multipart::new().text("fileId", file.id.as_str());
            for permission in file.permissions {
                form = form.text("permissions[]", &permission.to_string());
            }
            let form = form.file("file", file.name, &file.content[start..end]);
            let body = if total > CHUNK {
                form.range(file.id.as_str(), start, end, total)
            } else {
                form.into_body()
            };
            let stored: File = decode(&self.client.send(Verb::Post, self.files(), vec![], body).await?)?;
            if end == total {
                return Ok(stored);
            }
            start = end;
        }
    }

    pub async fn get_file(&self, id: &Id) -> Result<File> {
        self.client.get(format!("{}/{id}", self.files()), vec![]).await
    }

    pub async fn list_files(&self, queries: &[Query]) -> Result<FileList> {
        self.client.get(self.files(), query_params(queries)).await
    }

    /// The file's bytes.
    pub async fn get_file_view(&self, id: &Id) -> Result<Bytes> {
        self.client.send(Verb::Get, format!("{}/{id}/view", self.files()), vec![], Body::Empty).await
    }

    /// Deletes the file's bytes and description. Errors: `storage_file_not_found`.
    pub async fn delete_file(&self, id: &Id) -> Result<()> {
        self.client.delete(format!("{}/{id}", self.files())).await
    }
}
