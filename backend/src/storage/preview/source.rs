//! A file's bytes, opened as a picture.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, metadata::Orientation};

/// How large a picture may be once it is open, in bytes: 33 million pixels in colour. A few bytes can claim to be
/// many more.
const LARGEST: u64 = 96 * 1024 * 1024;

/// The picture, upright. None if it is none that we can read, or larger than we open. Of one that moves, the first
/// moment.
pub(super) fn open(bytes: &[u8], mime: &str) -> Option<DynamicImage> {
    let format = match mime {
        "image/jpeg" => ImageFormat::Jpeg,
        "image/png" => ImageFormat::Png,
        "image/gif" => ImageFormat::Gif,
        "image/webp" => ImageFormat::WebP,
        _ => return None,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(2 * LARGEST);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    if decoder.total_bytes() > LARGEST {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    Some(picture)
}
