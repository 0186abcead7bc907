//! Puts a backup back as a data folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{FolderLock, blobs, check, durable, marker::MARKER};
use crate::{Durability, OpenError, db, secrets};

/// Why nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    #[error("{0} is not a complete backup: it has no {1}")]
    Incomplete(PathBuf, String),
    #[error(
        "the data folder {0} is not empty (it has {1}): move its content elsewhere first, nothing was changed"
    )]
    NotEmpty(PathBuf, String),
    #[error("the backup could not be restored: {0}: {1}")]
    Copy(PathBuf, io::Error),
    #[error("the backup cannot be used: {0}")]
    Unusable(#[from] OpenError),
}

/// Copies the backup `source` to the data folder `target`, which must be empty or missing and used by nobody. A
/// failure leaves the target empty. Returns the number of files copied, apart from the database and the secrets.
/// Waits for the disk.
pub fn restore(source: &Path, target: &Path) -> Result<usize, RestoreError> {
    let marker = Path::new(super::FILES).join(MARKER);
    for needed in [Path::new(super::DATABASE), &marker].into_iter().chain(secrets::NAMES.map(Path::new)) {
        if !source.join(needed).is_file() {
            return Err(RestoreError::Incomplete(source.to_owned(), needed.display().to_string()));
        }
    }
    let _lock = FolderLock::take(target)?;
    let failed = |cause| RestoreError::Copy(target.to_owned(), cause);
    if let Some(entry) = super::first_entry(target).map_err(failed)? {
        return Err(RestoreError::NotEmpty(target.to_owned(), entry));
    }
    let restored = copy(source, target);
    if restored.is_err() {
        clear(target);
    }
    restored
}

fn copy(source: &Path, target: &Path) -> Result<usize, RestoreError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| RestoreError::Copy(path, cause)
    };
    let files = super::files(target);
    super::make(&files).map_err(failed(&files))?;
    let log = super::database(Path::new("")).with_extension("db-wal");
    let log = source.join(&log).exists().then_some(log);
    for name in secrets::NAMES.map(PathBuf::from).into_iter().chain([super::DATABASE.into()]).chain(log) {
        durable::copy(&source.join(&name), &target.join(&name)).map_err(failed(&source.join(&name)))?;
    }
    let names = blobs::in_folder(source).map_err(failed(source))?;
    for name in &names {
        let from = super::files(source).join(name);
        durable::copy(&from, &files.join(name)).map_err(failed(&from))?;
    }
    let marker = super::files(source).join(MARKER);
    durable::copy(&marker, &files.join(MARKER)).map_err(failed(&marker))?;
    durable::sync_folder(&files).map_err(failed(&files))?;
    durable::sync_folder(target).map_err(failed(target))?;
    let conn = db::connect(&super::database(target), Durability::Power).map_err(OpenError::from)?;
    db::check_version(&conn, target)?;
    check::check(&conn, target)?;
    let kept: std::collections::HashSet<_> = names.iter().collect();
    let named = blobs::named(&conn).map_err(OpenError::from)?;
    if let Some(missing) = named.iter().find(|name| !kept.contains(name)) {
        return Err(RestoreError::Incomplete(source.to_owned(), format!("files/{missing}")));
    }
    Ok(names.len())
}

/// Takes back what a failed copy left, so that it can be tried again.
fn clear(target: &Path) {
    let log = super::database(target);
    let files = [log.with_extension("db-wal"), log.with_extension("db-shm"), log];
    for path in files.into_iter().chain(secrets::NAMES.map(|name| target.join(name))) {
        let _ = fs::remove_file(path);
    }
    let _ = fs::remove_dir_all(super::files(target));
}
