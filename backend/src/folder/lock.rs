//! Advisory locks of a data folder. The kernel releases them when the process ends, however it ends.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::owner;
use crate::OpenError;

/// Held by the process that uses the folder, for as long as it uses it.
pub(super) const FOLDER: &str = "lock";
/// Held exclusively while a backup copies blobs, and shared by deletions of blobs.
pub(super) const BLOBS: &str = "backup.lock";

/// The right to use a data folder. Released when dropped.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Makes the folder if it is missing. Errors: `InUse` if another process, or another backend of this process,
    /// has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, OpenError> {
        let unusable = |cause| OpenError::Folder(folder.to_owned(), cause);
        super::make(folder).map_err(unusable)?;
        let file = open(&folder.join(FOLDER)).map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(folder.to_owned())),
            Err(TryLockError::Error(cause)) => Err(unusable(cause)),
        }
    }
}

/// Keeps backups and deletions of blobs apart. Released when dropped.
#[derive(Debug)]
pub(crate) struct BlobLock {
    _file: File,
}

impl BlobLock {
    /// Makes the lock's file, so that the process that deletes blobs owns it. A file that this process may not open is
    /// from a backup that another user ran: it is replaced. If that backup still runs and misses a blob then, it fails
    /// and says so.
    pub(super) fn make(folder: &Path) -> io::Result<()> {
        let path = folder.join(BLOBS);
        match open(&path) {
            Err(cause) if cause.kind() == io::ErrorKind::PermissionDenied => {
                std::fs::remove_file(&path)?;
                open(&path).map(drop)
            }
            opened => opened.map(drop),
        }
    }

    /// For a backup: until it is dropped, no blob is deleted. Waits for deletions under way, and for other backups.
    pub(super) fn keep_all(folder: &Path) -> io::Result<Self> {
        let file = open(&folder.join(BLOBS))?;
        file.lock()?;
        Ok(Self { _file: file })
    }

    /// For a deletion: `None` while a backup copies blobs.
    pub(crate) fn try_delete(folder: &Path) -> io::Result<Option<Self>> {
        let file = open(&folder.join(BLOBS))?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(cause)) => Err(cause),
        }
    }
}

/// Opens the file of a lock. Makes it if it is missing.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    match options.clone().create_new(true).mode(0o600).open(path) {
        Ok(file) => owner::inherit(&file, path).map(|()| file),
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => options.open(path),
        Err(cause) => Err(cause),
    }
}
