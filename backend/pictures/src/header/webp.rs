//! The header of a WebP: its chunks up to the first frame.

use super::{Raw, le16};
use crate::Unreadable;

/// What is found in the file's chunks.
#[derive(Default)]
struct Found {
    /// The canvas of an extended file.
    canvas: Option<(u32, u32)>,
    alpha: bool,
    animated: bool,
    /// The size of the first frame, and whether it is lossless.
    frame: Option<((u32, u32), bool)>,
}

pub(super) fn read(bytes: &[u8]) -> Result<Raw, Unreadable> {
    let mut found = Found::default();
    chunks(bytes.get(12..).unwrap_or_default(), &mut found, false);
    let (frame, lossless) = found.frame.ok_or(Unreadable::Damaged)?;
    let (width, height) = found.canvas.unwrap_or(frame);
    // The decoder makes room for a lossy frame before it compares the sizes.
    if frame.0 > width || frame.1 > height {
        return Err(Unreadable::Damaged);
    }
    let padded = u64::from(width.div_ceil(16) * 16) * u64::from(height.div_ceil(16) * 16);
    let channels = if found.alpha { 4 } else { 3 };
    let beside = match (found.animated, lossless) {
        // The canvas and the frame's own pixels; then planes and alpha, or transforms.
        (true, _) => 16,
        // All four channels and transforms.
        (false, true) => 5,
        // Planes of luma and chroma, half as much again, and six for alpha.
        (false, false) if found.alpha => 8,
        (false, false) => 2,
    };
    // Each column keeps the state of its block.
    Ok(Raw { width, height, channels, beside: padded * beside + u64::from(width) * 128 })
}

/// Reads chunks until the first frame is found. The chunks `in_frame` of a moving picture hold no further frames: a file
/// that nests them is as deep as it is long.
fn chunks(mut bytes: &[u8], found: &mut Found, in_frame: bool) {
    while found.frame.is_none()
        && let Some((head, rest)) = bytes.split_first_chunk::<8>()
    {
        let [a, b, c, d, size @ ..] = *head;
        let size = u32::from_le_bytes(size) as usize;
        let body = rest.get(..size).unwrap_or(rest);
        match &[a, b, c, d] {
            b"VP8X" => extended(body, found),
            b"ALPH" => found.alpha = true,
            b"VP8 " => found.frame = lossy(body).map(|size| (size, false)),
            b"VP8L" => {
                found.frame = lossless(body).map(|(size, alpha)| {
                    found.alpha |= alpha && found.canvas.is_none();
                    (size, true)
                });
            }
            b"ANMF" if !in_frame => chunks(body.get(16..).unwrap_or_default(), found, true),
            _ => {}
        }
        bytes = rest.get(size.saturating_add(size & 1)..).unwrap_or_default();
    }
}

fn extended(body: &[u8], found: &mut Found) {
    let Some([flags, _, _, _, w0, w1, w2, h0, h1, h2]) = body.first_chunk::<10>() else { return };
    let side = |a: &u8, b: &u8, c: &u8| u32::from_le_bytes([*a, *b, *c, 0]) + 1;
    found.canvas = Some((side(w0, w1, w2), side(h0, h1, h2)));
    found.alpha |= flags & 0b0001_0000 != 0;
    found.animated = flags & 0b0000_0010 != 0;
}

fn lossy(body: &[u8]) -> Option<(u32, u32)> {
    let side = |at| le16(body, at).map(|side| u32::from(side & 0x3FFF));
    side(6).zip(side(8))
}

fn lossless(body: &[u8]) -> Option<((u32, u32), bool)> {
    let [signature, bits @ ..] = body.first_chunk::<5>()?;
    let bits = u32::from_le_bytes(*bits);
    (*signature == 0x2F).then(|| (((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1), bits >> 28 & 1 == 1))
}
