//! The data folder: what lies in it, which process uses it, and whether its parts belong together.
//!
//! ```text
//! appchat.db (and -wal, -shm while it is open)   the database
//! files/                                         one file for each blob, and `identity`
//! api-key, signing-key, file-key                 the secrets
//! lock                                           held by the process that uses the folder
//! backup.lock                                    held while a backup copies blobs, and shared by deletions
//! ```

mod adopt;
mod backup;
mod blobs;
mod check;
pub(crate) mod durable;
mod lock;
mod marker;
mod opened;
mod owner;
mod restore;
mod stamp;
mod unknown;

#[cfg(test)]
mod tests;

use std::{
    fs::{DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

pub use adopt::adopt;
pub use backup::{BackupError, backup};
pub(crate) use blobs::new_name;
pub use check::Mismatch;
pub(crate) use lock::{BlobLock, FolderLock};
pub(crate) use opened::{Opened, open};
pub use restore::{RestoreError, restore};

const DATABASE: &str = "appchat.db";
const FILES: &str = "files";

pub(crate) fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

pub(crate) fn files(folder: &Path) -> PathBuf {
    folder.join(FILES)
}

/// Makes a folder that only its owner can read, with its parents. A folder that exists stays as it is.
pub(crate) fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    owner::inherit(&File::open(folder)?, folder)
}

/// The first entry of a folder that is neither a lock nor made by the file system. `None` if there is no such entry
/// or no such folder.
fn first_entry(folder: &Path) -> io::Result<Option<String>> {
    let entries = match std::fs::read_dir(folder) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries?,
    };
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if ![lock::FOLDER, lock::BLOBS, "lost+found"].contains(&name.as_str()) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
