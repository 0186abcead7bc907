//! Content on its way from the disk, wherever in it one begins and ends.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
};

use super::{
    Blob,
    seal::{Opener, PIECE, Vault},
};

/// The bytes `at..to` of a thing's content.
pub(crate) struct Reader {
    source: Source,
    at: u64,
    to: u64,
}

enum Source {
    Plain(File),
    Sealed(Opener),
}

impl Reader {
    pub(super) fn open(mut file: File, blob: &Blob, vault: &Vault, from: u64, to: u64) -> io::Result<Self> {
        let to = to.min(blob.size);
        let source = if blob.sealed {
            Source::Sealed(vault.open(file, blob.size)?)
        } else {
            file.seek(SeekFrom::Start(from))?;
            Source::Plain(file)
        };
        Ok(Self { source, at: from, to })
    }

    /// The next bytes, at most a piece of them; none at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.at >= self.to {
            return Ok(None);
        }
        let left = usize::try_from(self.to - self.at).unwrap_or(usize::MAX);
        let bytes = match &mut self.source {
            Source::Plain(file) => {
                let mut bytes = vec![0; left.min(PIECE)];
                file.read_exact(&mut bytes)?;
                bytes
            }
            Source::Sealed(opener) => {
                let skip = usize::try_from(self.at % PIECE as u64).unwrap_or_default();
                let mut piece = opener.piece(self.at / PIECE as u64)?;
                piece.truncate(skip.saturating_add(left));
                piece.drain(..skip.min(piece.len()));
                piece
            }
        };
        self.at += bytes.len() as u64;
        Ok(Some(bytes))
    }
}
