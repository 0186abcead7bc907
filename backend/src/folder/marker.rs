//! The half of a data folder's identity that is beside the blobs.

use std::{io, path::Path};

use serde::{Deserialize, Serialize};

use super::{durable, stamp::Stamp};

/// The file beside the blobs. No blob has this name: theirs are 32 hexadecimal digits.
pub(super) const MARKER: &str = "identity";
/// The form of the file.
pub(super) const FORMAT: u32 = 1;

/// The content of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marker {
    pub(super) format: u32,
    pub(super) id: String,
    pub(super) stamp: Stamp,
    /// The stamp that the database is about to get, or has just got. No blob is written between its announcement and
    /// its confirmation.
    pub(super) next: Option<Stamp>,
    /// Whether blobs may have been written since the database got `stamp`.
    pub(super) open: bool,
}

/// A marker that cannot be read.
#[derive(Debug)]
pub(super) struct Damaged;

impl Marker {
    pub(super) fn new(id: String, stamp: Stamp, next: Option<Stamp>, open: bool) -> Self {
        Self { format: FORMAT, id, stamp, next, open }
    }

    /// Whether it announces the first stamp of a folder, and nothing before it.
    pub(super) fn is_first(&self) -> bool {
        self.stamp == Stamp::first()
    }

    /// `None` if the folder has no marker.
    pub(super) fn read(folder: &Path) -> io::Result<Option<Result<Self, Damaged>>> {
        match std::fs::read(super::files(folder).join(MARKER)) {
            Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).map_err(|_| Damaged))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
        }
    }

    /// Replaces the marker. It is on the disk when this returns.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let text = serde_json::to_vec(self).map_err(io::Error::other)?;
        durable::write(&super::files(folder).join(MARKER), &text)
    }
}
