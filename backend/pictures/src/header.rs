//! What a picture's header tells: its kind, its size, and from these how much memory opening it takes. Nothing is
//! decoded here, so a header costs nothing whatever it claims.

use crate::{Kind, MAX_PIXELS, MAX_SIDE, Unreadable, budget, picture::scaling_cost};

mod gif;
mod jpeg;
mod png;
mod webp;

/// Bytes that opening takes whatever the picture: tables, windows and small copies of metadata.
const FIXED: u64 = 2 * 1024 * 1024;

/// A picture's header. Sizes are in pixels, as stored: a picture may have to be turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub kind: Kind,
    pub width: u32,
    pub height: u32,
    /// Bytes of an open picture's pixel.
    channels: u64,
    /// Bytes that decoding takes, the pixels included.
    decoding: u64,
}

/// What a format tells of itself.
struct Raw {
    width: u32,
    height: u32,
    channels: u64,
    /// Bytes that decoding takes beside the pixels.
    beside: u64,
}

impl Header {
    /// Reads the header of a whole file. Errors: every [`Unreadable`].
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let kind = Kind::of(bytes)?;
        let raw = match kind {
            Kind::Jpeg => jpeg::read(bytes)?,
            Kind::Png => png::read(bytes)?,
            Kind::Gif => gif::read(bytes)?,
            Kind::Webp => webp::read(bytes)?,
        };
        let Raw { width, height, channels, beside } = raw;
        let pixels = check_size(width, height)?;
        let decoding = bytes.len() as u64 + pixels * channels + beside + FIXED;
        if decoding > budget::MOST_FOR_ONE.into() {
            return Err(Unreadable::TooMuchMemory);
        }
        Ok(Self { kind, width, height, channels, decoding })
    }

    /// Bytes that [`Picture::open`](crate::Picture::open) followed by
    /// [`Picture::into_photo`](crate::Picture::into_photo) of this size take, the file included.
    pub fn cost_of_photo(&self, size: (u32, u32)) -> u64 {
        let scaling = scaling_cost(self.pixel_bytes(), (self.width, self.height), size);
        // Then the photo is turned and encoded, which takes two copies of it at most.
        let photo = u64::from(size.0) * u64::from(size.1) * 3;
        self.decoding.max(scaling + FIXED).max(photo * 3 + FIXED)
    }

    /// Bytes that [`Picture::open`](crate::Picture::open) followed by
    /// [`Picture::into_upright`](crate::Picture::into_upright) take, the file included.
    pub fn cost_of_upright(&self) -> u64 {
        self.decoding.max(self.pixel_bytes() * 2 + FIXED)
    }

    /// Bytes of the open picture.
    pub fn pixel_bytes(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height) * self.channels
    }
}

/// The number of pixels, if a picture may be this large.
fn check_size(width: u32, height: u32) -> Result<u64, Unreadable> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Unreadable::Damaged);
    }
    if pixels > MAX_PIXELS {
        return Err(Unreadable::TooManyPixels);
    }
    if width.max(height) > MAX_SIDE {
        return Err(Unreadable::TooLong);
    }
    Ok(pixels)
}

/// The big-endian number at this place.
fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The little-endian number at this place.
fn le16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

#[cfg(test)]
mod tests;
