//! Photographs, which the key stores and their sender alone may see.

use appwrite::{InputFile, id::ID};
use official_client::{Home, between, refusal};

const BUCKET: &str = "snaps";
const MIB: usize = 1024 * 1024;

/// Bytes that are a PNG to whoever looks at the first of them.
fn photo(size: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend((0u8..=255).cycle().take(size - bytes.len()));
    bytes
}

fn file(name: &str, size: usize) -> InputFile {
    InputFile::from_bytes(photo(size), name, None)
}

#[tokio::test]
async fn a_photograph_is_its_senders_alone() {
    let home = Home::open();
    let (alice, ben, storage) = (home.person("alice").await, home.person("ben").await, home.key().storage);
    let permissions = between(&[&alice]);
    let stored =
        storage.create_file(BUCKET, ID::unique(), file("sea.png", 400), permissions, None).await.unwrap();
    assert_eq!((stored.mime_type.as_str(), stored.size_original), ("image/png", 400));
    assert_eq!(alice.client.storage.get_file_view(BUCKET, &stored.id, None).await.unwrap(), photo(400));
    assert_eq!(alice.client.storage.list_files(BUCKET, None, None, None).await.unwrap().total, 1);
    let hidden = ben.client.storage.get_file(BUCKET, &stored.id).await;
    assert_eq!(refusal(hidden), (404, "storage_file_not_found".into()));
    storage.delete_file(BUCKET, &stored.id).await.unwrap();
    assert_eq!(refusal(storage.get_file(BUCKET, &stored.id).await), (404, "storage_file_not_found".into()));
}

#[tokio::test]
async fn a_large_photograph_goes_up_in_chunks_and_comes_back_whole() {
    let home = Home::open();
    let storage = home.key().storage;
    let size = 5 * MIB + 17;
    let stored = storage.create_file(BUCKET, ID::unique(), file("wide.png", size), None, None).await.unwrap();
    assert_eq!((stored.chunks_total, stored.chunks_uploaded), (2, 2));
    assert!(storage.get_file_download(BUCKET, &stored.id, None).await.unwrap() == photo(size));
}

#[tokio::test]
async fn what_cannot_be_stored_is_refused() {
    let home = Home::open();
    let alice = home.person("alice").await;
    let upload =
        alice.client.storage.create_file(BUCKET, ID::unique(), file("sea.png", 400), None, None).await;
    assert_eq!(refusal(upload), (401, "user_unauthorized".into()));
    let text = home.key().storage.create_file(BUCKET, ID::unique(), file("sea.txt", 400), None, None).await;
    assert_eq!(refusal(text), (400, "storage_file_type_unsupported".into()));
}
