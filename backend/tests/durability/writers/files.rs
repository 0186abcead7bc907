//! Files that come whole or in chunks, and files that go.

use std::{collections::BTreeMap, path::Path};

use reqwest::{
    Method, RequestBuilder,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

use super::{Acks, Name};
use crate::{
    api::{Api, answer},
    ledger::Ledger,
    process,
};

/// Small files, encrypted.
const PICTURES: &str = "/storage/buckets/pictures/files";
/// Large files, as they are.
const ALBUMS: &str = "/storage/buckets/albums/files";
const CHUNK: usize = 5 * 1024 * 1024;

/// Files by what they hold, and uploads that were cut off.
#[derive(Default)]
pub(crate) struct Files {
    files: Ledger<Content>,
    cut_off: Vec<Upload>,
}

#[derive(Clone, Debug, PartialEq)]
enum Content {
    /// So many bytes, each as it was sent.
    Own(usize),
    Broken,
}

/// A file that comes in chunks, and which of them have not been acknowledged.
struct Upload {
    id: String,
    missing: Vec<usize>,
}

impl Files {
    pub(super) fn merge(&mut self, other: Self) {
        self.files.merge(other.files);
        self.cut_off.extend(other.cut_off);
    }

    /// Stores a small file.
    pub(super) async fn mark(&mut self, api: &Api, id: &str) {
        let bytes = bytes(id, 500);
        self.files.begin(id, Some(Content::Own(bytes.len())));
        let form = Form::new().text("fileId", id.to_owned()).part("file", part(bytes));
        let (status, said) = answer(api.request(Method::POST, PICTURES).multipart(form)).await.unwrap();
        assert_eq!(status, 201, "{said}");
        self.files.acknowledge(id);
    }

    /// Also goes on with uploads: of those that were cut off, only the chunks that were not acknowledged are sent.
    pub(super) async fn check(&mut self, api: &Api, folder: &Path) {
        self.files.settle(&found(api).await);
        for upload in std::mem::take(&mut self.cut_off) {
            if self.files.get(&upload.id).is_some() {
                continue;
            }
            let bytes = large(&upload.id);
            let mut file = Value::Null;
            for place in upload.missing {
                let (status, answered) = answer(chunk(api, &upload.id, &bytes, place)).await.unwrap();
                assert!(matches!(status, 200 | 201), "{answered}");
                file = answered;
            }
            assert_eq!(file["chunksUploaded"], file["chunksTotal"], "{file}");
            self.files.begin(&upload.id, Some(Content::Own(bytes.len())));
            self.files.acknowledge(&upload.id);
        }
        let found = found(api).await;
        self.files.settle(&found);
        // No upload is under way any more: what lies on disk is the files and nothing else.
        assert_eq!(process::bytes(folder).len(), found.len(), "bytes that are nobody's");
    }
}

/// Makes the bucket that the deployment does not have.
pub(super) async fn prepare(api: &Api) {
    let bucket = json!({ "bucketId": "albums", "name": "Albums", "encryption": false });
    let (status, said) = answer(api.request(Method::POST, "/storage/buckets").json(&bucket)).await.unwrap();
    assert_eq!(status, 201, "{said}");
}

/// Every file that is listed, with what can be read of it.
async fn found(api: &Api) -> BTreeMap<String, Content> {
    let mut found = BTreeMap::new();
    for files in [PICTURES, ALBUMS] {
        for file in api.all(files, "files").await {
            let id = file["$id"].as_str().unwrap();
            let bytes = api.bytes(&format!("{files}/{id}/download")).await;
            assert_eq!(file["sizeOriginal"], bytes.len(), "{file}");
            found.insert(id.to_owned(), Content::of(id, &bytes));
        }
    }
    found
}

/// The ids of all files, each of which holds what was sent.
pub(super) async fn whole_ones(api: &Api) -> Vec<String> {
    let found = found(api).await;
    for (id, content) in &found {
        assert!(matches!(content, Content::Own(_)), "{id} is broken");
    }
    found.into_keys().collect()
}

/// Writes until the process is killed.
pub(super) async fn write(name: Name, api: &Api, acks: &Acks) -> Files {
    let mut files = Files::default();
    let mut n = 0;
    loop {
        let id = name.id(n);
        // The first comes to a large file at once, the second a little later; one each is enough of them.
        let done = if n == name.number * 4 {
            in_chunks(&mut files, &id, api, acks).await
        } else {
            whole(&mut files, &id, n, api, acks).await
        };
        if done.is_none() {
            return files;
        }
        n += 1;
    }
}

async fn whole(files: &mut Files, id: &str, n: usize, api: &Api, acks: &Acks) -> Option<()> {
    let bytes = bytes(id, 1 + n * 9_001 % 150_000);
    files.files.begin(id, Some(Content::Own(bytes.len())));
    let form = Form::new().text("fileId", id.to_owned()).part("file", part(bytes));
    let (status, said) = answer(api.request(Method::POST, PICTURES).multipart(form)).await?;
    assert_eq!(status, 201, "{said}");
    files.files.acknowledge(id);
    acks.send_modify(|count| *count += 1);
    if n % 3 == 1 {
        files.files.begin(id, None);
        let (status, said) = answer(api.request(Method::DELETE, &format!("{PICTURES}/{id}"))).await?;
        assert_eq!(status, 204, "{said}");
        files.files.acknowledge(id);
        acks.send_modify(|count| *count += 1);
    }
    Some(())
}

async fn in_chunks(files: &mut Files, id: &str, api: &Api, acks: &Acks) -> Option<()> {
    let bytes = large(id);
    files.cut_off.push(Upload { id: id.to_owned(), missing: vec![1, 0] });
    files.files.begin(id, Some(Content::Own(bytes.len())));
    // The last chunk, which is the smaller one, comes first.
    for place in [1, 0] {
        let (status, said) = answer(chunk(api, id, &bytes, place)).await?;
        assert_eq!(status, 201, "{said}");
        files.cut_off.last_mut().unwrap().missing.retain(|missing| *missing != place);
        acks.send_modify(|count| *count += 1);
    }
    files.cut_off.pop();
    files.files.acknowledge(id);
    Some(())
}

fn chunk(api: &Api, id: &str, bytes: &[u8], place: usize) -> RequestBuilder {
    let (from, to) = (place * CHUNK, bytes.len().min((place + 1) * CHUNK));
    let form = Form::new().text("fileId", id.to_owned()).part("file", part(bytes[from..to].to_vec()));
    api.request(Method::POST, ALBUMS)
        .header("content-range", format!("bytes {from}-{}/{}", to - 1, bytes.len()))
        .header("x-appwrite-id", id)
        .multipart(form)
}

fn part(bytes: Vec<u8>) -> Part {
    Part::bytes(bytes).file_name("cat.jpg")
}

/// A file of two chunks.
fn large(id: &str) -> Vec<u8> {
    bytes(id, CHUNK + 50_000)
}

/// Bytes that are this id's alone, and other ones at each place.
fn bytes(id: &str, size: usize) -> Vec<u8> {
    let seed = id.bytes().fold(7_u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    let words = (0..size as u64 / 8 + 1).map(|place| (seed + place).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut bytes: Vec<u8> = words.flat_map(u64::to_le_bytes).collect();
    bytes.truncate(size);
    bytes
}

impl Content {
    fn of(id: &str, found: &[u8]) -> Self {
        if found == bytes(id, found.len()) { Self::Own(found.len()) } else { Self::Broken }
    }
}
