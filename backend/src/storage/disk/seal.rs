//! Encryption at rest: ChaCha20-Poly1305 over pieces of 64 KiB, so that any part can be read without the rest. Each
//! thing has a key of its own, made from the instance's secret and a random salt at its front; a piece's nonce is its
//! place and whether it is the last, so pieces can be neither changed, swapped nor cut off unnoticed.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
};

use chacha20poly1305::{AeadInPlace, ChaCha20Poly1305, Key, KeyInit, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Bytes of content in a piece: small enough that a short range reads little, large enough that tags cost nothing.
pub(super) const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
const SALT: usize = 32;

/// Makes the keys.
pub(super) struct Vault(Hmac<Sha256>);

impl Vault {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    pub(super) fn new(secret: &[u8]) -> Self {
        Self(<Hmac<Sha256> as Mac>::new_from_slice(secret).expect("a key of any length"))
    }

    /// Begins a thing: its salt goes to the front of the file.
    pub(super) fn seal(&self, mut file: File) -> io::Result<Sealer> {
        let mut salt = [0; SALT];
        getrandom::fill(&mut salt).map_err(io::Error::other)?;
        file.write_all(&salt)?;
        Ok(Sealer { file, cipher: self.cipher(&salt), piece: Vec::with_capacity(PIECE + TAG), place: 0 })
    }

    /// Opens a thing of this much content.
    pub(super) fn open(&self, mut file: File, size: u64) -> io::Result<Opener> {
        let mut salt = [0; SALT];
        file.read_exact(&mut salt)?;
        Ok(Opener { cipher: self.cipher(&salt), file, last: size.saturating_sub(1) / PIECE as u64, size })
    }

    fn cipher(&self, salt: &[u8]) -> ChaCha20Poly1305 {
        let mut mac = self.0.clone();
        mac.update(b"file");
        mac.update(salt);
        ChaCha20Poly1305::new(Key::from_slice(&mac.finalize().into_bytes()))
    }
}

fn nonce(place: u64, last: bool) -> Nonce {
    let mut nonce = Nonce::default();
    nonce[0] = last.into();
    nonce[4..].copy_from_slice(&place.to_be_bytes());
    nonce
}

fn broken<T>(_: T) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the bytes on disk are not those that were written")
}

/// A thing being encrypted.
pub(super) struct Sealer {
    file: File,
    cipher: ChaCha20Poly1305,
    piece: Vec<u8>,
    place: u64,
}

impl Sealer {
    pub(super) fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            // A full piece waits for more, because the last one is marked.
            if self.piece.len() == PIECE {
                self.flush(false)?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.piece.len()));
            self.piece.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    /// Writes the last piece, which may be empty.
    pub(super) fn finish(&mut self) -> io::Result<&mut File> {
        self.flush(true)?;
        Ok(&mut self.file)
    }

    fn flush(&mut self, last: bool) -> io::Result<()> {
        self.cipher.encrypt_in_place(&nonce(self.place, last), b"", &mut self.piece).map_err(broken)?;
        self.file.write_all(&self.piece)?;
        self.piece.clear();
        self.place += 1;
        Ok(())
    }
}

/// A thing being decrypted, a piece at a time.
pub(super) struct Opener {
    cipher: ChaCha20Poly1305,
    file: File,
    last: u64,
    size: u64,
}

impl Opener {
    /// The content of one piece.
    pub(super) fn piece(&mut self, place: u64) -> io::Result<Vec<u8>> {
        let before = place * PIECE as u64;
        let content = usize::try_from(self.size.saturating_sub(before)).unwrap_or(PIECE).min(PIECE);
        self.file.seek(SeekFrom::Start(SALT as u64 + place * (PIECE + TAG) as u64))?;
        let mut piece = vec![0; content + TAG];
        self.file.read_exact(&mut piece)?;
        self.cipher.decrypt_in_place(&nonce(place, place == self.last), b"", &mut piece).map_err(broken)?;
        Ok(piece)
    }
}
