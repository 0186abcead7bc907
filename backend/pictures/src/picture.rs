//! An open picture, and the two things that are made of it: a photo without transparency in a given size, or the
//! whole picture turned upright. Each step replaces the pixels it was given, so that two large copies never exist at
//! once where it can be avoided.

use std::io::Cursor;

use image::{
    DynamicImage, GrayAlphaImage, GrayImage, ImageBuffer, ImageDecoder, ImageReader, Limits, Luma, Pixel,
    Rgb, RgbImage, RgbaImage,
    imageops::{FilterType, resize, thumbnail},
    metadata::Orientation,
};
use png::{ColorType, Transformations};

use crate::{Header, Kind, Profile, Unreadable};

/// What a PNG's metadata may take, in bytes: a profile, and the note how the picture was held.
const PNG_METADATA: usize = 4 * 1024 * 1024;

/// What even the smallest picture may have beside its pixels, in bytes; part of what every header counts.
const LEAST_LIMIT: u64 = 1024 * 1024;

/// The pixels of a picture, as stored: it may have to be turned, and its colors may be of another space.
#[derive(Debug)]
pub struct Picture {
    pixels: DynamicImage,
    orientation: Orientation,
    profile: Option<Profile>,
}

impl Picture {
    /// Decodes a file with this header; of one that moves, the first frame. Takes the memory that the header tells:
    /// [`reserve`](crate::budget::reserve) it first. Runs long: call it where that holds nobody up. Errors:
    /// [`Unreadable::Damaged`].
    pub fn open(bytes: &[u8], header: &Header) -> Result<Self, Unreadable> {
        if header.kind == Kind::Png { open_png(bytes) } else { open_other(bytes, header) }
    }

    /// A photo of exactly this size, in pixels as stored, then turned upright. What shines through becomes white.
    pub fn into_photo(self, size: (u32, u32)) -> RgbImage {
        let (width, height) = (self.pixels.width(), self.pixels.height());
        let (data, channels) = over_white(self.pixels);
        let (data, (width, height)) = scale(data, channels, (width, height), size);
        let data = if channels == 1 { data.iter().flat_map(|gray| [*gray; 3]).collect() } else { data };
        let mut photo = RgbImage::from_raw(width, height, data).unwrap_or_default();
        if let Some(profile) = &self.profile {
            profile.to_srgb(&mut photo, 3);
        }
        if self.orientation == Orientation::NoTransforms {
            return photo;
        }
        let mut photo = DynamicImage::ImageRgb8(photo);
        photo.apply_orientation(self.orientation);
        photo.into_rgb8()
    }

    /// The whole picture upright, and the profile its colors are in.
    pub fn into_upright(mut self) -> (DynamicImage, Option<Profile>) {
        self.pixels.apply_orientation(self.orientation);
        (self.pixels, self.profile)
    }
}

/// Bytes that scaling a picture of so many bytes takes, the picture included.
pub(crate) fn scaling_cost(pixels: u64, own: (u32, u32), size: (u32, u32)) -> u64 {
    let area = |width: u32, height: u32| u64::from(width) * u64::from(height);
    if own == size {
        return pixels;
    }
    let half_way = half_way(own, size);
    let (averaging, filtered) = if half_way == own {
        (0, pixels)
    } else {
        let filtered = area(half_way.0, half_way.1) * 3;
        (pixels + filtered, filtered)
    };
    // The filter keeps what it has scaled down, and not across yet, as four floats a pixel.
    averaging.max(filtered + area(half_way.0, size.1) * 16 + area(size.0, size.1) * 3)
}

/// A reader that hands out 8 bits a channel, whatever the file has.
pub(crate) fn png_reader(bytes: &[u8]) -> Result<png::Reader<Cursor<&[u8]>>, Unreadable> {
    let limits = png::Limits { bytes: PNG_METADATA };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.read_info().map_err(|_| Unreadable::Damaged)
}

fn open_png(bytes: &[u8]) -> Result<Picture, Unreadable> {
    let mut reader = png_reader(bytes)?;
    let info = reader.info();
    let orientation = info.exif_metadata.as_deref().and_then(Orientation::from_exif_chunk);
    // A space that is named goes before a profile, as the format says.
    let named = info.coding_independent_code_points;
    let named = named.and_then(|four| Profile::from_cicp(four.color_primaries, four.transfer_function));
    let profile = named.or_else(|| info.icc_profile.as_deref().and_then(Profile::from_icc));
    let mut data = vec![0; reader.output_buffer_size().ok_or(Unreadable::Damaged)?];
    let frame = reader.next_frame(&mut data).map_err(|_| Unreadable::Damaged)?;
    let (width, height) = (frame.width, frame.height);
    data.truncate(frame.buffer_size());
    let pixels = match frame.color_type {
        ColorType::Grayscale => GrayImage::from_raw(width, height, data).map(DynamicImage::from),
        ColorType::GrayscaleAlpha => GrayAlphaImage::from_raw(width, height, data).map(DynamicImage::from),
        ColorType::Rgb | ColorType::Indexed => {
            RgbImage::from_raw(width, height, data).map(DynamicImage::from)
        }
        ColorType::Rgba => RgbaImage::from_raw(width, height, data).map(DynamicImage::from),
    };
    let pixels = pixels.ok_or(Unreadable::Damaged)?;
    Ok(Picture { pixels, orientation: orientation.unwrap_or(Orientation::NoTransforms), profile })
}

fn open_other(bytes: &[u8], header: &Header) -> Result<Picture, Unreadable> {
    let damaged = |_| Unreadable::Damaged;
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), header.kind.format());
    decoder.no_limits();
    let mut decoder = decoder.into_decoder().map_err(damaged)?;
    if decoder.dimensions() != (header.width, header.height) {
        return Err(Unreadable::Damaged);
    }
    let mut limits = Limits::no_limits();
    // Of a GIF, the frame's own buffer, which its header does not tell; of a WebP, its profile.
    limits.max_alloc = Some(header.pixel_bytes().max(LEAST_LIMIT));
    decoder.set_limits(limits).map_err(damaged)?;
    // A photo is worth more than what is said about it.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().and_then(|icc| Profile::from_icc(&icc));
    let pixels = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(Picture { pixels, orientation, profile })
}

/// The picture's bytes without transparency, and how many a pixel has: one or three.
fn over_white(pixels: DynamicImage) -> (Vec<u8>, usize) {
    match pixels {
        DynamicImage::ImageLuma8(pixels) => (pixels.into_raw(), 1),
        DynamicImage::ImageRgb8(pixels) => (pixels.into_raw(), 3),
        DynamicImage::ImageLumaA8(pixels) => (drop_alpha::<2>(pixels.into_raw()), 1),
        other => (drop_alpha::<4>(other.into_rgba8().into_raw()), 3),
    }
}

/// Lays pixels of `N` bytes, the last of them alpha, on white, in place.
fn drop_alpha<const N: usize>(mut data: Vec<u8>) -> Vec<u8> {
    let mut to = 0;
    for from in (0..data.len() / N * N).step_by(N) {
        let alpha = u16::from(data[from + N - 1]);
        for channel in 0..N - 1 {
            let shade = 255 - u16::from(data[from + channel]);
            // Always at or before what is read next.
            data[to] = 255 - (shade * alpha / 255) as u8;
            to += 1;
        }
    }
    data.truncate(to);
    data
}

/// Scales pixels of one or three bytes each. Answers with them and their size.
fn scale(data: Vec<u8>, channels: usize, own: (u32, u32), size: (u32, u32)) -> (Vec<u8>, (u32, u32)) {
    if own == size {
        return (data, own);
    }
    let scaled = match channels {
        1 => scaled::<Luma<u8>>(data, own, size),
        _ => scaled::<Rgb<u8>>(data, own, size),
    };
    (scaled, size)
}

fn scaled<P: Pixel<Subpixel = u8> + 'static>(data: Vec<u8>, own: (u32, u32), size: (u32, u32)) -> Vec<u8> {
    let Some(mut picture) = ImageBuffer::<P, Vec<u8>>::from_raw(own.0, own.1, data) else { return vec![] };
    // First by averaging whole pixels, which takes no memory beside the result, then with a filter.
    let half_way = half_way(own, size);
    if half_way != own {
        picture = thumbnail(&picture, half_way.0, half_way.1);
    }
    resize(&picture, size.0, size.1, FilterType::Triangle).into_raw()
}

/// Twice the size, where there is more than that.
fn half_way(own: (u32, u32), size: (u32, u32)) -> (u32, u32) {
    (own.0.min(size.0.saturating_mul(2)), own.1.min(size.1.saturating_mul(2)))
}

#[cfg(test)]
mod tests;
