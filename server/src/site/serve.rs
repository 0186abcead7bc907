//! The files of the site as tower-http's `ServeDir` reads them: it knows about compressed forms, ranges and what a browser
//! has already.

use std::{
    future::{Ready, ready},
    io::{self, Cursor, SeekFrom},
    path::{Path, PathBuf},
    pin::Pin,
    task::{Context, Poll},
    time::SystemTime,
};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{Backend, File, Metadata};

use super::{SiteFile, SiteFiles, site_path};

/// The files, to be served.
#[derive(Clone, Debug)]
pub(crate) struct Source(pub(crate) SiteFiles);

impl Source {
    fn find(&self, path: &Path) -> io::Result<Found> {
        let path = site_path(path).ok_or(io::ErrorKind::NotFound)?;
        match self.0.files.get(&path) {
            Some(file) => Ok(Found::File(file.clone())),
            None if self.is_folder(&path) => Ok(Found::Folder),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn is_folder(&self, path: &str) -> bool {
        let start = if path.is_empty() { String::new() } else { format!("{path}/") };
        self.0.files.range(start.clone()..).next().is_some_and(|(file, _)| file.starts_with(&start))
    }
}

/// What stands at a path.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    File(SiteFile),
    Folder,
}

impl Metadata for Found {
    fn is_dir(&self) -> bool {
        matches!(self, Self::Folder)
    }

    fn modified(&self) -> io::Result<SystemTime> {
        match self {
            Self::File(file) => Ok(file.modified),
            Self::Folder => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn len(&self) -> u64 {
        match self {
            Self::File(file) => file.content.len() as u64,
            Self::Folder => 0,
        }
    }
}

/// A file being sent.
#[derive(Debug)]
pub(crate) struct OpenFile {
    content: Cursor<Bytes>,
    found: Found,
}

impl AsyncRead for OpenFile {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.content).poll_read(cx, into)
    }
}

impl AsyncSeek for OpenFile {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.content).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.content).poll_complete(cx)
    }
}

impl File for OpenFile {
    type Metadata = Found;
    type MetadataFuture<'a> = Ready<io::Result<Found>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.found.clone()))
    }
}

impl Backend for Source {
    type File = OpenFile;
    type Metadata = Found;
    type OpenFuture = Ready<io::Result<OpenFile>>;
    type MetadataFuture = Ready<io::Result<Found>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(match self.find(&path) {
            Ok(Found::File(file)) => {
                Ok(OpenFile { content: Cursor::new(file.content.clone()), found: Found::File(file) })
            }
            Ok(Found::Folder) => Err(io::ErrorKind::IsADirectory.into()),
            Err(cause) => Err(cause),
        })
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        ready(self.find(&path))
    }
}
