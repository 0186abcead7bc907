//! Previews: files as pictures, in the size and look asked for. What is no picture, or one too large to open, is
//! shown as an icon. Drawing holds nobody up; how much memory it takes is known before it begins ([`cost`]) and comes
//! from the one budget that all pictures of this process share. What was drawn is kept for a while.
//!
//! [`look`] is what can be asked for, `pictures` opens a file, [`cut`] and [`frame`] and [`turn`] change it, and
//! [`encode`] writes it down.

mod cost;
mod cut;
mod drawn;
mod encode;
mod frame;
mod icon;
mod look;
mod turn;

use std::io;

use axum::body::Bytes;
use pictures::{Header, Kind, Picture, budget};
use tokio::sync::Semaphore;

use super::{disk::Blob, file::File, off_thread};
use crate::{
    Backend,
    error::{Error, Result},
};
pub(crate) use drawn::Drawn;
pub(super) use look::Look;

/// Files that are read and drawn at once in the whole process.
static GATE: Semaphore = Semaphore::const_new(2);

/// The largest file a preview is drawn of, in bytes, as upstream; a larger one is shown as an icon.
const LARGEST_FILE: u64 = 20_000_000;

/// A preview, and whether it was there already.
pub(super) struct Preview {
    pub(super) picture: Bytes,
    pub(super) was_kept: bool,
}

/// The file as a picture. One that was drawn before is not drawn again.
pub(super) async fn preview(backend: &Backend, file: File, look: Look) -> Result<Preview> {
    // A file's bytes never change, so the blob's name stands for them.
    let blob = file.blob.name.clone();
    if let Some(picture) = backend.previews.find(&blob, &look) {
        return Ok(Preview { picture, was_kept: true });
    }
    let permit = GATE.acquire().await.map_err(Error::internal)?;
    let source = source(backend, file).await?;
    let cost = cost::of(source.as_ref().map(|(_, header)| header), &look);
    let too_large = |_| Error::param("rotation", "The picture would be too large.");
    let memory = budget::reserve(cost).await.map_err(too_large)?;
    let drawing = off_thread(move || {
        // Held by the work, not by the caller that waits for it: a caller that hangs up frees nothing early.
        let _held = (permit, memory);
        let picture = draw(source, &look).map_err(io::Error::other)?;
        Ok((Bytes::from(picture), look))
    });
    let (picture, look) = drawing.await?;
    backend.previews.keep(blob, look, picture.clone());
    Ok(Preview { picture, was_kept: false })
}

/// The bytes of a file that is a picture we can open, and its header.
async fn source(backend: &Backend, file: File) -> Result<Option<(Vec<u8>, Header)>> {
    if Kind::named(&file.mime).is_none() || file.blob.size > LARGEST_FILE {
        return Ok(None);
    }
    let disk = backend.disk.clone();
    off_thread(move || {
        let bytes = whole(&disk, &file.blob)?;
        let header = Header::read(&bytes);
        Ok(header.ok().map(|header| (bytes, header)))
    })
    .await
}

fn whole(disk: &super::Disk, blob: &Blob) -> io::Result<Vec<u8>> {
    let mut reader = disk.read(blob, 0, blob.size)?;
    let mut bytes = Vec::with_capacity(usize::try_from(blob.size).unwrap_or_default());
    while let Some(piece) = reader.next()? {
        bytes.extend(piece);
    }
    Ok(bytes)
}

fn draw(source: Option<(Vec<u8>, Header)>, look: &Look) -> image::ImageResult<Vec<u8>> {
    let opened = source.and_then(|(bytes, header)| Picture::open(&bytes, &header).ok());
    let (pixels, profile) =
        opened.map_or_else(|| (icon::draw().into(), None), pictures::Picture::into_upright);
    let mut picture = cut::cut(pixels, look);
    if let Some(profile) = profile {
        profile.to_srgb(&mut picture, 4);
    }
    let mut picture = frame::frame(picture, look);
    if look.opacity < u8::MAX {
        picture.pixels_mut().for_each(|pixel| pixel.0[3] = scale(pixel.0[3], look.opacity));
    }
    encode::encode(turn::turn(picture, look.rotation), look)
}

/// `value` of 255, of `of`.
fn scale(value: u8, of: u8) -> u8 {
    u8::try_from((u16::from(value) * u16::from(of) + 127) / 255).unwrap_or(u8::MAX)
}

/// How much of a pixel whose middle is here lies in a rectangle with rounded corners: from 0 to 1.
fn coverage((x, y): (f32, f32), (width, height): (f32, f32), radius: f32) -> f32 {
    let radius = radius.min(width / 2.0).min(height / 2.0);
    let beyond = |at: f32, side: f32| (at - side / 2.0).abs() - (side / 2.0 - radius);
    let (across, down) = (beyond(x, width), beyond(y, height));
    let distance = across.max(0.0).hypot(down.max(0.0)) + across.max(down).min(0.0) - radius;
    (0.5 - distance).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;
