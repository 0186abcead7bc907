//! Backups of a running backend, and what is restored from them.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use backend::{BackupError, OpenError, RestoreError};

use super::{count, pictures, take_pictures};
use crate::{
    storage::{FILES, blobs},
    town::Town,
};

fn backed_up(town: &Town) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    backend::backup(town.folder(), copy.path()).unwrap();
    copy
}

#[tokio::test]
async fn a_backup_is_restored_with_its_files_accounts_and_keys() {
    let town = Town::new().await;
    take_pictures(&town.member("ana").await, 0..5).await;
    let copy = backed_up(&town);
    town.key().delete(&format!("{FILES}/p0")).await.ok(204);
    let restored = tempfile::tempdir().unwrap();
    assert_eq!(backend::restore(copy.path(), &restored.path().join("data")).unwrap(), 5);
    fs::rename(restored.path().join("data"), restored.path().join("moved")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    backend::restore(copy.path(), folder.path()).unwrap();
    let again = Town::at(folder).await;
    assert_eq!(again.api_key(), town.api_key());
    assert_eq!(pictures(&again).await, 5, "as of the moment of the backup");
    again.sign_in("ana").await;
    assert_eq!(pictures(&town).await, 4, "the instance itself goes on");
}

#[tokio::test]
async fn a_backup_can_be_read_by_its_owner_alone() {
    fn modes(folder: &Path, all: &mut Vec<(PathBuf, u32)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            all.push((path.clone(), fs::metadata(&path).unwrap().permissions().mode() & 0o777));
            if path.is_dir() {
                modes(&path, all);
            }
        }
    }
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..2).await;
    let folder = tempfile::tempdir().unwrap();
    let (copy, restored) = (folder.path().join("copy"), folder.path().join("restored"));
    backend::backup(town.folder(), &copy).unwrap();
    backend::restore(&copy, &restored).unwrap();
    let mut all = vec![];
    modes(folder.path(), &mut all);
    for (path, mode) in all {
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
    for secret in ["api-key", "signing-key", "file-key"] {
        assert_eq!(fs::read(restored.join(secret)).unwrap(), fs::read(town.folder().join(secret)).unwrap());
    }
}

#[tokio::test]
async fn no_file_is_deleted_while_a_backup_copies_and_all_are_deleted_after_it() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    let lock = fs::File::options().write(true).open(town.folder().join("backup.lock"));
    let lock = lock.or_else(|_| fs::File::create(town.folder().join("backup.lock"))).unwrap();
    lock.lock().unwrap();
    town.key().delete(&format!("{FILES}/p0")).await.ok(204);
    town.key().get(&format!("{FILES}/p0")).await.refused(404, "storage_file_not_found");
    assert_eq!(blobs(town.folder()).len(), 3, "a backup may still need its bytes");
    let town = town.restarted().await;
    assert_eq!(blobs(town.folder()).len(), 3, "nor does a start delete them");
    lock.unlock().unwrap();
    let town = town.restarted().await;
    assert_eq!(blobs(town.folder()).len(), 2);
}

#[tokio::test]
async fn a_backup_needs_an_empty_folder_outside_of_the_data_folder_and_an_instance() {
    let town = Town::new().await;
    let used = tempfile::tempdir().unwrap();
    fs::write(used.path().join("thesis.txt"), "mine").unwrap();
    let refused = backend::backup(town.folder(), used.path()).unwrap_err();
    assert!(matches!(&refused, BackupError::NotEmpty(_, entry) if entry == "thesis.txt"), "{refused}");
    let refused = backend::backup(town.folder(), &town.folder().join("backup")).unwrap_err();
    assert!(matches!(refused, BackupError::Inside(_)), "{refused}");
    let refused = backend::backup(used.path(), &used.path().join("copy")).unwrap_err();
    assert!(matches!(refused, BackupError::NoInstance(_)), "{refused}");
    assert_eq!(fs::read_dir(used.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_restore_replaces_nothing_and_needs_a_folder_that_nobody_uses() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    let copy = backed_up(&town);
    let refused = backend::restore(copy.path(), town.folder()).unwrap_err();
    assert!(matches!(refused, RestoreError::Unusable(OpenError::InUse(_))), "{refused}");
    let folder = town.closed().await;
    let refused = backend::restore(copy.path(), folder.path()).unwrap_err();
    assert!(matches!(refused, RestoreError::NotEmpty(..)), "{refused}");
    assert_eq!(pictures(&Town::at(folder).await).await, 3);
}

#[tokio::test]
async fn an_incomplete_backup_is_not_restored_and_leaves_nothing() {
    let town = Town::new().await;
    take_pictures(&town.user("ana").await, 0..3).await;
    for lost in ["files/identity", "appchat.db", "file-key", "a picture"] {
        let copy = backed_up(&town);
        let picture = blobs(copy.path()).remove(0);
        let lost = if lost == "a picture" { picture } else { copy.path().join(lost) };
        fs::remove_file(&lost).unwrap();
        let target = tempfile::tempdir().unwrap();
        let refused = backend::restore(copy.path(), target.path()).unwrap_err();
        assert!(matches!(refused, RestoreError::Incomplete(..)), "{}: {refused}", lost.display());
        assert!(!target.path().join("files").exists() && !target.path().join("appchat.db").exists());
    }
    // The same after a backup that was cut short: started on by mistake, it is refused as well.
    let copy = backed_up(&town);
    fs::remove_file(copy.path().join("files/identity")).unwrap();
    let refusal = Town::refusal(copy.path()).await;
    assert!(matches!(refusal, OpenError::Mismatch(..)), "{refusal}");
    assert_eq!(count(&copy), 3);
}
