//! The header of a JPEG: its segments up to the first scan.

use super::{Raw, be16};
use crate::Unreadable;

/// Bytes that the decoder keeps for each column: a few rows of blocks and of upsampled lines.
const PER_COLUMN: u64 = 640;

struct Frame {
    width: u16,
    height: u16,
    progressive: bool,
    /// Of each component: horizontal and vertical sampling.
    components: Vec<(u64, u64)>,
}

pub(super) fn read(bytes: &[u8]) -> Result<Raw, Unreadable> {
    let (frame, in_first_scan, scan) = segments(bytes)?;
    // Inside a scan a marker's first byte is always followed by a zero, so this is the real end.
    let rest = bytes.get(scan..).unwrap_or_default();
    if !rest.windows(2).any(|two| two == [0xFF, 0xD9]) {
        return Err(Unreadable::Damaged);
    }
    let (width, height) = (u64::from(frame.width), u64::from(frame.height));
    let channels = if frame.components.len() == 1 { 1 } else { 3 };
    // Where one scan does not hold the whole picture, the decoder keeps every coefficient, in 16 bits.
    let coefficients = if frame.progressive || in_first_scan < frame.components.len() {
        let across = frame.components.iter().map(|(h, _)| *h).max().unwrap_or(1);
        let down = frame.components.iter().map(|(_, v)| *v).max().unwrap_or(1);
        let blocks = width.div_ceil(8 * across) * height.div_ceil(8 * down);
        frame.components.iter().map(|(h, v)| blocks * h * v * 64 * 2).sum()
    } else {
        0
    };
    Ok(Raw {
        width: frame.width.into(),
        height: frame.height.into(),
        channels,
        // The decoder copies the file, and of it every piece of metadata.
        beside: coefficients + width * PER_COLUMN + 2 * bytes.len() as u64,
    })
}

/// The frame, how many components are in the first scan, and where that scan begins.
fn segments(bytes: &[u8]) -> Result<(Frame, usize, usize), Unreadable> {
    let mut frame = None;
    let mut at = 2;
    loop {
        let (marker, start) = next_marker(bytes, at).ok_or(Unreadable::Damaged)?;
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            at = start;
            continue;
        }
        let length = usize::from(be16(bytes, start).ok_or(Unreadable::Damaged)?);
        let segment = bytes.get(start + 2..start + length).ok_or(Unreadable::Damaged)?;
        match marker {
            0xC0..=0xC2 if frame.is_none() => frame = Some(read_frame(segment, marker == 0xC2)?),
            0xC0..=0xC2 | 0xD9 => return Err(Unreadable::Damaged),
            0xC3 | 0xC5..=0xC7 => return Err(Unreadable::Unsupported("lossless JPEG")),
            0xC9..=0xCB | 0xCD..=0xCF => return Err(Unreadable::Unsupported("arithmetic JPEG")),
            0xDA => {
                let frame = frame.ok_or(Unreadable::Damaged)?;
                let components = segment.first().copied().ok_or(Unreadable::Damaged)?;
                return Ok((frame, components.into(), start + length));
            }
            _ => {}
        }
        at = start + length;
    }
}

/// The next marker from here on, and where its segment begins. Bytes between segments are skipped, as decoders do.
fn next_marker(bytes: &[u8], from: usize) -> Option<(u8, usize)> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match bytes.get(at + 1)? {
            0xFF => at += 1,
            0 => at += 2,
            marker => return Some((*marker, at + 2)),
        }
    }
}

fn read_frame(segment: &[u8], progressive: bool) -> Result<Frame, Unreadable> {
    let damaged = Unreadable::Damaged;
    if *segment.first().ok_or(damaged)? != 8 {
        return Err(Unreadable::Unsupported("12-bit JPEG"));
    }
    let (height, width) = (be16(segment, 1).ok_or(damaged)?, be16(segment, 3).ok_or(damaged)?);
    let count = usize::from(*segment.get(5).ok_or(damaged)?);
    let components = segment.get(6..6 + 3 * count).ok_or(damaged)?.chunks_exact(3);
    let components: Vec<_> =
        components.map(|component| (u64::from(component[1] >> 4), u64::from(component[1] & 15))).collect();
    let are_sampled = components.iter().all(|(h, v)| (1..=4).contains(h) && (1..=4).contains(v));
    if components.is_empty() || components.len() > 4 || !are_sampled {
        return Err(damaged);
    }
    Ok(Frame { width, height, progressive, components })
}
