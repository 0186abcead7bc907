//! A bucket: what files it takes, and who may do what with them.

use appwrite::{Id, Role, Timestamp, wire::Action};
use serde_json::{Value, json};

use super::file::File;
use crate::{
    access::Grants,
    caller::Caller,
    config::Compression,
    error::{Kind, Result},
};

/// The largest file this server takes, in bytes.
pub(super) const LARGEST_FILE: u64 = 30_000_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bucket {
    /// Its row; 0 before it has one.
    pub(super) seq: i64,
    pub(super) id: Id,
    pub(super) permissions: Grants,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) settings: Settings,
}

/// What can be chosen about a bucket besides its permissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) name: String,
    /// Whether files have permissions of their own beside the bucket's.
    pub(super) file_security: bool,
    pub(super) enabled: bool,
    /// Bytes.
    pub(super) maximum_file_size: u64,
    /// Lower case, without the dot. Empty allows all.
    pub(super) extensions: Vec<String>,
    pub(super) compression: Compression,
    /// Whether bytes are encrypted on disk.
    pub(super) encryption: bool,
    pub(super) antivirus: bool,
    pub(super) transformations: bool,
}

impl Bucket {
    /// Refuses a caller who may not make files here.
    pub(super) fn check_create(&self, caller: &Caller) -> Result<()> {
        if self.permissions.allow(Action::Create, caller) {
            Ok(())
        } else {
            Err(Kind::UserUnauthorized.into())
        }
    }

    /// Refuses a caller to whom no file here can be open: without file security the bucket alone decides.
    pub(super) fn check_any(&self, action: Action, caller: &Caller) -> Result<()> {
        if self.settings.file_security || self.permissions.allow(action, caller) {
            Ok(())
        } else {
            Err(Kind::UserUnauthorized.into())
        }
    }

    /// Whether the caller may do this with this file.
    pub(super) fn allows(&self, action: Action, file: &File, caller: &Caller) -> bool {
        self.permissions.allow(action, caller)
            || (self.settings.file_security && file.permissions.allow(action, caller))
    }

    /// Who may read the file, and so hears of it.
    pub(super) fn readers(&self, file: &File) -> Vec<Role> {
        let mut readers = self.permissions.readers();
        if self.settings.file_security {
            readers.extend(file.permissions.readers());
        }
        readers
    }

    /// Whether a file of this name may be kept here. Errors: `storage_file_type_unsupported`.
    pub(super) fn check_name(&self, name: &str) -> Result<()> {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default();
        let allowed = &self.settings.extensions;
        if allowed.is_empty() || allowed.iter().any(|known| known.eq_ignore_ascii_case(extension)) {
            Ok(())
        } else {
            Err(Kind::FileTypeUnsupported.into())
        }
    }

    /// Whether a file of so many bytes may be kept here. Errors: `storage_invalid_file_size`.
    pub(super) fn check_size(&self, size: u64) -> Result<()> {
        if size <= self.settings.maximum_file_size { Ok(()) } else { Err(Kind::FileSizeInvalid.into()) }
    }

    pub(super) fn to_json(&self, total_size: u64) -> Value {
        let settings = &self.settings;
        json!({
            "$id": self.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "$permissions": self.permissions.to_json(),
            "fileSecurity": settings.file_security,
            "name": settings.name,
            "enabled": settings.enabled,
            "maximumFileSize": settings.maximum_file_size,
            "allowedFileExtensions": settings.extensions,
            "compression": settings.compression,
            "encryption": settings.encryption,
            "antivirus": settings.antivirus,
            "transformations": settings.transformations,
            "totalSize": total_size,
        })
    }
}
