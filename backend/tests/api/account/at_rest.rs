//! What of a person's secrets lies on the disk.

use std::{fs, path::Path};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::town::{PASSWORD, Town};

#[tokio::test]
async fn neither_passwords_nor_sessions_nor_tokens_can_be_read_from_the_disk() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    let token = town.key().post("/users/ana/tokens", json!({ "length": 64 })).await.ok(201);
    let session: Value = serde_json::from_slice(&STANDARD.decode(ana.secret()).unwrap()).unwrap();
    let on_disk = everything(town.folder());
    let lies_there = |text: &str| on_disk.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(lies_there("ana@town.test"), "this is where accounts are kept");
    assert!(!lies_there(PASSWORD));
    assert!(!lies_there(ana.secret()));
    assert!(!lies_there(session["secret"].as_str().unwrap()));
    assert!(!lies_there(token["secret"].as_str().unwrap()));
}

/// The bytes of every file in the folder.
fn everything(folder: &Path) -> Vec<u8> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { everything(&path) } else { fs::read(path).unwrap() }).collect()
}
