//! The data folder: who may use it, and what happens when its parts do not belong together.

mod backup;
mod lock;
mod mismatch;
mod unknown;
mod version;

use std::{fs, path::Path};

use serde_json::json;

use crate::{
    storage::{FILES, blobs, picture, store},
    town::{Somebody, Town},
};

/// The folder as a crash at this moment would leave it. Nothing must be under way.
fn crash_image(folder: &Path) -> tempfile::TempDir {
    let image = tempfile::tempdir().unwrap();
    copy_all(folder, image.path());
    image
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (path, target) = (entry.as_ref().unwrap().path(), to.join(entry.as_ref().unwrap().file_name()));
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy_all(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Replaces what lies at `to`, a file or a folder.
fn replace(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::remove_dir_all(to).unwrap();
        fs::create_dir(to).unwrap();
        copy_all(from, to);
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// Stores pictures with these numbers.
async fn take_pictures(who: &Somebody, numbers: std::ops::Range<usize>) {
    for n in numbers {
        store(who, &format!("p{n}"), picture(n + 1), None).await.ok(201);
    }
}

/// How many pictures are listed. Each of them can be read.
async fn pictures(town: &Town) -> usize {
    let limit = appwrite::Query::limit(1000);
    let list = town.key().list(FILES, &[limit]).await.ok(200);
    for file in list["files"].as_array().unwrap() {
        let id = file["$id"].as_str().unwrap();
        let bytes = town.key().get(&format!("{FILES}/{id}/download")).await.bytes;
        assert_eq!(json!(bytes.len()), file["sizeOriginal"], "{id}");
    }
    usize::try_from(list["total"].as_u64().unwrap()).unwrap()
}

fn count(folder: &tempfile::TempDir) -> usize {
    blobs(folder.path()).len()
}
