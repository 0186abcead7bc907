//! Secrets of one instance: the API key, the key that signs tokens, and the key to files at rest. Made on the first start, readable by the
//! owner of the data folder alone.

use std::{fs, io, path::Path};

use sha2::{Digest, Sha256};

use crate::folder::durable;

/// The file of the API key.
const API_KEY: &str = "api-key";
const SIGNING_KEY: &str = "signing-key";
const FILE_KEY: &str = "file-key";
/// The files of all secrets.
pub(crate) const NAMES: [&str; 3] = [API_KEY, SIGNING_KEY, FILE_KEY];

/// The API key of the backend that uses this data folder, without opening the backend. Fails where none was opened
/// yet, or where the folder belongs to somebody else.
pub fn api_key_in(folder: &Path) -> io::Result<String> {
    fs::read_to_string(folder.join(API_KEY)).map(|key| key.trim().to_owned())
}

/// The key to encrypted files, if the folder has one. An empty file counts as none: a first start was cut short.
pub(crate) fn file_key_in(folder: &Path) -> io::Result<Option<String>> {
    read(&folder.join(FILE_KEY))
}

pub(crate) struct Secrets {
    api_key: String,
    signing: String,
    files: String,
}

impl Secrets {
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        Ok(Self {
            api_key: kept(&folder.join(API_KEY), || format!("standard_{}", token(64)))?,
            signing: kept(&folder.join(SIGNING_KEY), || token(64))?,
            files: kept(&folder.join(FILE_KEY), || token(64))?,
        })
    }

    pub(crate) fn api_key(&self) -> &str {
        &self.api_key
    }

    /// What signs JWTs.
    pub(crate) fn signing(&self) -> &[u8] {
        self.signing.as_bytes()
    }

    /// What files at rest are encrypted with. Apart from the signing key, so that changing that one loses no file.
    pub(crate) fn files(&self) -> &[u8] {
        self.files.as_bytes()
    }
}

/// The secret in this file; on the first start, a new one.
fn kept(path: &Path, make: impl FnOnce() -> String) -> io::Result<String> {
    if let Some(secret) = read(path)? {
        return Ok(secret);
    }
    let secret = make();
    durable::write(path, format!("{secret}\n").as_bytes())?;
    Ok(secret)
}

fn read(path: &Path) -> io::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(secret) => Ok(Some(secret.trim().to_owned()).filter(|secret| !secret.is_empty())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
}

/// `bytes` random bytes in hex.
pub(crate) fn token(bytes: usize) -> String {
    let mut random = vec![0; bytes];
    #[expect(
        clippy::expect_used,
        reason = "without randomness no secret may be made, and the process cannot go on"
    )]
    getrandom::fill(&mut random).expect("the system has no randomness");
    hex(&random)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| DIGITS[usize::from(half)]).collect()
}

/// What is stored in place of a secret.
pub(crate) fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}
