//! `/storage`.

mod buckets;
mod files;
mod tokens;

use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

use crate::town::{Answer, Somebody, Town};

pub(crate) const FILES: &str = "/storage/buckets/pictures/files";

/// The beginning of a JPEG, and then this many bytes that differ from each other.
pub(crate) fn picture(size: usize) -> Vec<u8> {
    let noise = (0..size).map(|n| u8::try_from(n * 31 % 251).unwrap());
    b"\xFF\xD8\xFF\xE0".iter().copied().chain(noise).collect()
}

/// A form as the SDKs send it.
pub(crate) fn form(id: &str, name: &str, bytes: Vec<u8>, permissions: Option<&[&str]>) -> Form {
    let form = Form::new().text("fileId", id.to_owned());
    let form = permissions
        .unwrap_or_default()
        .iter()
        .fold(form, |form, permission| form.text("permissions[]", (*permission).to_owned()));
    form.part("file", Part::bytes(bytes).file_name(name.to_owned()))
}

/// Stores a file whole.
pub(crate) async fn store(who: &Somebody, id: &str, bytes: Vec<u8>, permissions: Option<&[&str]>) -> Answer {
    Somebody::answer(who.request(Method::POST, FILES).multipart(form(id, "cat.jpg", bytes, permissions)))
        .await
}

/// A bucket where something is otherwise.
pub(crate) async fn bucket(town: &Town, id: &str, settings: Value) -> String {
    let mut body = json!({ "bucketId": id, "name": id });
    body.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
    town.key().post("/storage/buckets", body).await.ok(201);
    format!("/storage/buckets/{id}/files")
}

/// How many things lie in the folder of bytes.
pub(crate) fn on_disk(town: &Town) -> usize {
    blobs(town.folder()).len()
}

/// The paths of the files in a data folder.
pub(crate) fn blobs(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder.join("files")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.file_name().unwrap() != "identity").collect()
}
