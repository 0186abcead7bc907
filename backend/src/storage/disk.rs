//! Bytes on disk, each thing under a name of its own that nobody outside chose. Bytes are written under a temporary
//! name, synced and renamed, so that what has its name is whole. Knows neither buckets nor callers. Everything here
//! waits for the disk: call it where that holds nobody up.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::Arc,
};

use md5::{Digest, Md5};

use crate::{
    folder::{
        self,
        durable::{self, UNFINISHED},
    },
    secrets,
};

mod reader;
mod seal;

pub(crate) use reader::Reader;
use seal::{Sealer, Vault};

/// How much of the beginning is kept to tell what kind of content it is, in bytes.
const HEAD: usize = 512;
/// The file that shows whether blobs can be written, and its size in bytes: one block of most file systems.
const PROBE: &str = "probe";
const PROBE_SIZE: usize = 4096;

/// The folder of bytes, and the key to those that are encrypted. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Disk(Arc<Place>);

struct Place {
    folder: PathBuf,
    vault: Vault,
    reserve: Reserve,
}

/// Writes down, so that it survives a power cut, that a blob of this name is about to be in the folder.
type Reserve = Box<dyn Fn(&str) -> io::Result<()> + Send + Sync>;

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
    /// `reserve` writes down the name of a blob before the blob has it, so that a crash leaves no unknown blob.
    pub(crate) fn open(
        folder: &Path,
        secret: &[u8],
        reserve: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        folder::make(folder)?;
        let (folder, vault) = (folder.to_owned(), Vault::new(secret));
        Ok(Self(Arc::new(Place { folder, vault, reserve: Box::new(reserve) })))
    }

    /// Writes what `fill` writes, encrypted if `sealed`. When this returns, it is on disk for good: bytes, then the
    /// reserved name, then the folder.
    pub(crate) fn put(
        &self,
        sealed: bool,
        fill: impl FnOnce(&mut Sink) -> io::Result<()>,
    ) -> io::Result<Stored> {
        let name = folder::new_name();
        let unfinished = self.path(&name).with_extension(UNFINISHED);
        let outcome = self.write(&unfinished, sealed, fill).and_then(|sink| {
            (self.0.reserve)(&name)?;
            durable::rename(&unfinished, &self.path(&name))?;
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

    /// Removes a blob, and says whether it is gone. One that is not there is gone already.
    pub(crate) fn remove(&self, name: &str) -> bool {
        match fs::remove_file(self.path(name)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                tracing::error!(blob = name, %cause, "blob {name} could not be removed");
                false
            }
            _ => true,
        }
    }

    /// Removes blobs that were never finished. Only while nothing is being written.
    pub(crate) fn tidy(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.0.folder)? {
            let (path, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))?;
            if kind.is_file() && path.extension().is_some_and(|extension| extension == UNFINISHED) {
                fs::remove_file(path)?;
            }
        }
        Ok(())
    }

    /// Writes a few bytes to the disk and removes them again. Fails if no blob could be written.
    pub(crate) fn probe(&self) -> io::Result<()> {
        let path = self.path(PROBE).with_extension(UNFINISHED);
        let written = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path);
        let written = written.and_then(|mut file| {
            file.write_all(&[0; PROBE_SIZE])?;
            durable::sync_file(&file)
        });
        let removed = fs::remove_file(&path);
        written.and(removed)
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
            Out::Plain(file) => durable::sync_file(file),
            Out::Sealed(sealer) => durable::sync_file(sealer.finish()?),
        }
    }
}

#[cfg(test)]
mod tests;
