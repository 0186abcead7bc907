//! Bytes on disk, each thing under a name of its own that nobody outside chose. Bytes are written under a temporary
//! name, synced and renamed, so that what has its name is whole. Knows neither buckets nor callers. Everything here
//! waits for the disk: call it where that holds nobody up.

use std::{
    collections::HashSet,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::Arc,
};

use md5::{Digest, Md5};

use crate::secrets;

mod reader;
mod seal;

pub(crate) use reader::Reader;
use seal::{Sealer, Vault};

/// How much of the beginning is kept to tell what kind of content it is, in bytes.
const HEAD: usize = 512;
const UNFINISHED: &str = "tmp";

/// The folder of bytes, and the key to those that are encrypted. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Disk(Arc<Place>);

struct Place {
    folder: PathBuf,
    vault: Vault,
}

/// What is known of bytes once they are on disk.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) blob: Blob,
    /// MD5 of the content, in hex.
    pub(crate) signature: String,
    pub(crate) head: Vec<u8>,
    /// Bytes on disk.
    pub(crate) on_disk: u64,
}

/// Where bytes are and how to read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    pub(crate) name: String,
    /// Bytes of content.
    pub(crate) size: u64,
    pub(crate) sealed: bool,
}

impl Disk {
    /// Makes the folder on the first start. `secret` is what encrypted bytes are read with, now and ever after.
    pub(crate) fn open(folder: &Path, secret: &[u8]) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        Ok(Self(Arc::new(Place { folder: folder.to_owned(), vault: Vault::new(secret) })))
    }

    /// Writes what `fill` writes, encrypted if `sealed`. When this returns, it is on disk for good.
    pub(crate) fn put(
        &self,
        sealed: bool,
        fill: impl FnOnce(&mut Sink) -> io::Result<()>,
    ) -> io::Result<Stored> {
        let name = secrets::token(16);
        let unfinished = self.path(&name).with_extension(UNFINISHED);
        let outcome = self.write(&unfinished, sealed, fill).and_then(|sink| {
            fs::rename(&unfinished, self.path(&name))?;
            File::open(&self.0.folder)?.sync_all()?;
            Ok(Stored {
                signature: secrets::hex(&sink.md5.finalize()),
                head: sink.head,
                on_disk: fs::metadata(self.path(&name))?.len(),
                blob: Blob { name, size: sink.size, sealed },
            })
        });
        if outcome.is_err() {
            let _ = fs::remove_file(&unfinished);
        }
        outcome
    }

    fn write(
        &self,
        path: &Path,
        sealed: bool,
        fill: impl FnOnce(&mut Sink) -> io::Result<()>,
    ) -> io::Result<Sink> {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
        let out = if sealed { Out::Sealed(self.0.vault.seal(file)?) } else { Out::Plain(file) };
        let mut sink = Sink { out, md5: Md5::new(), head: vec![], size: 0 };
        fill(&mut sink)?;
        sink.finish()?;
        Ok(sink)
    }

    /// Opens the bytes `from..to` of the content.
    pub(crate) fn read(&self, blob: &Blob, from: u64, to: u64) -> io::Result<Reader> {
        let file = File::open(self.path(&blob.name))?;
        Reader::open(file, blob, &self.0.vault, from, to)
    }

    /// Removes bytes. Those that are not there are gone already.
    pub(crate) fn remove(&self, name: &str) {
        match fs::remove_file(self.path(name)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                // They have no row any more, so the next start sweeps them.
                tracing::error!(blob = name, %cause, "bytes {name} could not be removed");
            }
            _ => {}
        }
    }

    /// Removes everything that nothing knows of, and says how much that was. Only while nothing is being written.
    pub(crate) fn sweep(&self, known: &HashSet<String>) -> io::Result<usize> {
        let mut swept = 0;
        for entry in fs::read_dir(&self.0.folder)? {
            let entry = entry?;
            let kept = entry.file_name().to_str().is_some_and(|name| known.contains(name));
            if !kept && entry.file_type()?.is_file() {
                fs::remove_file(entry.path())?;
                swept += 1;
            }
        }
        Ok(swept)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.folder.join(name)
    }
}

/// Takes content on its way to the disk, and learns about it in passing.
pub(crate) struct Sink {
    out: Out,
    md5: Md5,
    head: Vec<u8>,
    size: u64,
}

enum Out {
    Plain(File),
    Sealed(Sealer),
}

impl Sink {
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.md5.update(bytes);
        self.head.extend(bytes.iter().take(HEAD.saturating_sub(self.head.len())));
        self.size += bytes.len() as u64;
        match &mut self.out {
            Out::Plain(file) => file.write_all(bytes),
            Out::Sealed(sealer) => sealer.write(bytes),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Plain(file) => file.sync_all(),
            Out::Sealed(sealer) => sealer.finish()?.sync_all(),
        }
    }
}

#[cfg(test)]
mod tests;
