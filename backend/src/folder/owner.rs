//! The owner of files in a data folder, if another user than the one who serves it works on the folder.

use std::{
    fs::{self, File},
    io,
    os::unix::fs::{MetadataExt, fchown},
    path::Path,
};

/// The user who can give files away.
const ROOT: u32 = 0;

/// Gives a file or folder that root made to the owner of the folder that it is in. An operator may run `appchat backup`
/// as root: the user who runs AppChat must be able to open what it leaves. What other users make stays theirs.
pub(super) fn inherit(new: &File, path: &Path) -> io::Result<()> {
    if new.metadata()?.uid() != ROOT {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let owner = fs::metadata(parent)?;
    fchown(new, Some(owner.uid()), Some(owner.gid()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::chown;

    use super::*;
    use crate::folder::{BlobLock, durable};

    /// A user other than root. Its number is all that matters.
    const SOMEBODY: u32 = 65_534;

    /// A folder of another user, if the tests run as root and can make one.
    fn of_another_user() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let _ = chown(folder.path(), Some(SOMEBODY), Some(SOMEBODY));
        folder
    }

    fn owner(path: &Path) -> (u32, u32) {
        let metadata = fs::metadata(path).unwrap();
        (metadata.uid(), metadata.gid())
    }

    #[test]
    fn a_lock_that_a_backup_makes_belongs_to_the_owner_of_the_data_folder() {
        let folder = of_another_user();
        drop(BlobLock::keep_all(folder.path()).unwrap());
        assert_eq!(owner(&folder.path().join("backup.lock")).0, owner(folder.path()).0);
    }

    #[test]
    fn a_lock_that_adopt_makes_belongs_to_the_owner_of_the_data_folder() {
        let folder = of_another_user();
        drop(crate::folder::FolderLock::take(folder.path()).unwrap());
        assert_eq!(owner(&folder.path().join("lock")).0, owner(folder.path()).0);
    }

    #[test]
    fn what_is_copied_to_a_folder_belongs_to_its_owner() {
        let (from, to) = (tempfile::tempdir().unwrap(), of_another_user());
        fs::write(from.path().join("blob"), "bytes").unwrap();
        crate::folder::make(&to.path().join("files")).unwrap();
        durable::copy(&from.path().join("blob"), &to.path().join("files/blob")).unwrap();
        durable::create_private(&to.path().join("appchat.db")).unwrap();
        durable::write(&to.path().join("file-key"), b"key").unwrap();
        for made in ["files", "files/blob", "appchat.db", "file-key"] {
            assert_eq!(owner(&to.path().join(made)).0, owner(to.path()).0, "{made}");
        }
    }
}
