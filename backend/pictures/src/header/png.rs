//! The header of a PNG: its chunks up to the first pixels.

use png::ColorType;

use super::Raw;
use crate::{Unreadable, picture::png_reader};

/// Bytes a pixel of an unfiltered row may have: four channels of 16 bits.
const WIDEST_PIXEL: u64 = 8;
/// The decoder keeps the row before, the row it reads, and what it has inflated ahead.
const ROWS: u64 = 4;

pub(super) fn read(bytes: &[u8]) -> Result<Raw, Unreadable> {
    // Checked by hand first: the decoder makes room for a row at once.
    let size = |at: usize| Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?));
    let (Some(width), Some(height)) = (size(16), size(20)) else { return Err(Unreadable::Damaged) };
    super::check_size(width, height)?;
    let reader = png_reader(bytes)?;
    let channels = match reader.output_color_type().0 {
        ColorType::Grayscale => 1,
        ColorType::GrayscaleAlpha => 2,
        ColorType::Rgb | ColorType::Indexed => 3,
        ColorType::Rgba => 4,
    };
    Ok(Raw { width, height, channels, beside: u64::from(width) * WIDEST_PIXEL * ROWS })
}
