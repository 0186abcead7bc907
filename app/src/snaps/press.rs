//! What every photograph goes through on the server before it is stored, whatever the browser did with it: it is
//! unpacked, turned upright, brought to size and written anew as JPEG. What is not a picture does not survive
//! this, and neither does anything that travelled inside one: no place, no time, no camera, no thumbnail. What it looks
//! like on the whole is found here as well.

use std::{io::Cursor, time::Duration};

use base64::prelude::{BASE64_STANDARD, Engine};
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use super::{
    api::NewSnap,
    model::{Colour, JPEG_QUALITY, Kind, MAX_BYTES, MAX_PIXELS, fit},
};
use crate::{AppError, wait::Wait};

/// How many photographs are unpacked at once: each may take 160 MB while it is.
static PRESSES: Semaphore = Semaphore::const_new(2);
/// How long a photograph waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// A photograph that is fit to be kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pressed {
    pub jpeg: Vec<u8>,
    /// Its mean.
    pub colour: Option<Colour>,
}

/// Why something cannot be sent as a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    #[error("That photo is over 10 MB; pick a smaller one.")]
    TooManyBytes,
    #[error("That photo has more than 40 million pixels; pick a smaller one.")]
    TooManyPixels,
    #[error("That file isn't a photo we can read. Pick a JPEG, PNG, GIF or WebP.")]
    NotAPicture,
}

impl From<Unfit> for AppError {
    fn from(why: Unfit) -> Self {
        Self::refused(why.to_string())
    }
}

/// The bytes inside what was sent, before anything is known of them but their number.
fn unwrap(snap: &NewSnap) -> Result<Vec<u8>, Unfit> {
    if snap.image_base64.len() > MAX_BYTES.div_ceil(3) * 4 {
        return Err(Unfit::TooManyBytes);
    }
    if Kind::named(&snap.file_type).is_none() {
        return Err(Unfit::NotAPicture);
    }
    BASE64_STANDARD.decode(&snap.image_base64).map_err(|_| Unfit::NotAPicture)
}

/// The photograph that was sent as a clean JPEG. Runs where it keeps no other request waiting. Errors:
/// [`AppError::TooMany`] when the queue is too long to wait in.
pub(super) async fn press(snap: NewSnap) -> Result<Pressed, AppError> {
    let permit = timeout(PATIENCE, PRESSES.acquire())
        .await
        .map_err(|_| AppError::TooMany(Wait::at_least(PATIENCE)))?;
    let permit = permit.map_err(|_| AppError::Unexpected)?;
    // The permit goes with the work, which goes on even if nobody waits for it any more.
    let work = move || {
        let _permit = permit;
        clean(&unwrap(&snap)?)
    };
    match spawn_blocking(work).await {
        Ok(pressed) => Ok(pressed?),
        Err(cause) => {
            tracing::error!(error = %cause, "unpacking a photograph did not end well");
            Err(AppError::Unexpected)
        }
    }
}

fn clean(bytes: &[u8]) -> Result<Pressed, Unfit> {
    if bytes.len() > MAX_BYTES {
        return Err(Unfit::TooManyBytes);
    }
    let picture = unpack(bytes, Kind::of(bytes).ok_or(Unfit::NotAPicture)?)?;
    let (width, height) = fit(picture.width(), picture.height());
    let picture = match (width, height) == (picture.width(), picture.height()) {
        true => picture,
        false => picture.resize_exact(width, height, FilterType::Triangle),
    };
    let picture = opaque(picture);
    let mut jpeg = vec![];
    JpegEncoder::new_with_quality(&mut jpeg, (JPEG_QUALITY * 100.0) as u8)
        .encode_image(&picture)
        .map_err(|_| Unfit::NotAPicture)?;
    Ok(Pressed { jpeg, colour: Colour::mean(picture.as_raw()) })
}

/// The picture's first frame, upright.
fn unpack(bytes: &[u8], kind: Kind) -> Result<DynamicImage, Unfit> {
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format(kind))
        .into_decoder()
        .map_err(|_| Unfit::NotAPicture)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Unfit::TooManyPixels);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * 8); // 16 bits for each of four channels
    decoder.set_limits(limits).map_err(|_| Unfit::TooManyPixels)?;
    let orientation = decoder.orientation().map_err(|_| Unfit::NotAPicture)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Unfit::NotAPicture)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn format(kind: Kind) -> ImageFormat {
    match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Gif => ImageFormat::Gif,
        Kind::Webp => ImageFormat::WebP,
    }
}

/// JPEG knows no transparency: what shines through is white, as on paper.
fn opaque(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [r, g, b, alpha] = picture.get_pixel(x, y).0;
        let over = |c: u8| 255 - ((255 - u16::from(c)) * u16::from(alpha) / 255) as u8;
        Rgb([over(r), over(g), over(b)])
    })
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};
    use proptest::prelude::*;

    use super::*;

    /// A picture whose left half is red and whose right half is blue.
    fn red_left_blue_right(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(
            width,
            height,
            |x, _| {
                if x < width / 2 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }
            },
        )
    }

    fn jpeg(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = vec![];
        JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(picture).unwrap();
        bytes
    }

    /// The picture with an EXIF block after its start: this orientation, and a place in a GPS directory.
    fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut tiff = b"MM\0\x2A\0\0\0\x08".to_vec();
        tiff.extend([0, 2]); // two entries: orientation, and where the GPS directory is
        tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
        tiff.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]);
        tiff.extend([0, 0, 0, 0]);
        tiff.extend([0, 1, 0, 1, 0, 2, 0, 0, 0, 2, b'N', 0, 0, 0, 0, 0, 0, 0]);
        tiff.extend(b"GPS 45.7640 N 4.8357 E");
        let mut exif = b"Exif\0\0".to_vec();
        exif.extend(tiff);
        let mut with = jpeg[..2].to_vec();
        with.extend([0xFF, 0xE1]);
        with.extend((exif.len() as u16 + 2).to_be_bytes());
        with.extend(exif);
        with.extend(&jpeg[2..]);
        with
    }

    fn clean_jpeg(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
        clean(bytes).map(|pressed| pressed.jpeg)
    }

    fn contains(haystack: &[u8], needle: &[u8]) -> bool {
        haystack.windows(needle.len()).any(|window| window == needle)
    }

    fn read(jpeg: &[u8]) -> RgbImage {
        image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap().into_rgb8()
    }

    #[test]
    fn nothing_that_travelled_inside_a_photograph_is_left() {
        let original = with_exif(&jpeg(&red_left_blue_right(64, 32)), 1);
        assert!(contains(&original, b"Exif") && contains(&original, b"GPS"), "the test would prove nothing");
        let pressed = clean_jpeg(&original).unwrap();
        assert!(!contains(&pressed, b"Exif") && !contains(&pressed, b"GPS"));
        assert_eq!(Kind::of(&pressed), Some(Kind::Jpeg));
    }

    #[test]
    fn a_photograph_held_sideways_comes_out_upright() {
        // Orientation 6: turned a quarter clockwise to be looked at, so left becomes top.
        let pressed = read(&clean_jpeg(&with_exif(&jpeg(&red_left_blue_right(64, 32)), 6)).unwrap());
        assert_eq!(pressed.dimensions(), (32, 64));
        let (top, bottom) = (pressed.get_pixel(16, 4).0, pressed.get_pixel(16, 60).0);
        assert!(top[0] > 150 && top[2] < 100, "red above: {top:?}");
        assert!(bottom[2] > 150 && bottom[0] < 100, "blue below: {bottom:?}");
    }

    #[test]
    fn large_photographs_are_brought_to_size() {
        let pressed = read(&clean_jpeg(&jpeg(&red_left_blue_right(3000, 1500))).unwrap());
        assert_eq!(pressed.dimensions(), (2048, 1024));
    }

    #[test]
    fn what_shines_through_becomes_white() {
        let clear = RgbaImage::from_pixel(16, 16, Rgba([0, 0, 0, 0]));
        let mut png = vec![];
        clear.write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let pressed = read(&clean_jpeg(&png).unwrap());
        assert!(pressed.get_pixel(8, 8).0.iter().all(|c| *c > 250));
    }

    #[test]
    fn a_photograph_has_the_mean_of_its_colours_whatever_its_size() {
        let mean = |width, height| {
            let pressed = clean(&jpeg(&red_left_blue_right(width, height))).unwrap();
            let colour = pressed.colour.unwrap().to_string();
            [1, 3, 5].map(|at| u8::from_str_radix(&colour[at..at + 2], 16).unwrap())
        };
        for (width, height) in [(64, 32), (3000, 1500)] {
            // Half of it 220, half of it 20; a JPEG is off by a little.
            let [red, green, blue] = mean(width, height);
            assert!(
                red.abs_diff(120) < 5 && green.abs_diff(20) < 8 && blue.abs_diff(120) < 5,
                "{red} {green} {blue}"
            );
        }
    }

    #[test]
    fn what_is_no_picture_is_refused_whatever_its_first_bytes_say() {
        assert_eq!(clean_jpeg(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(Unfit::NotAPicture));
        assert_eq!(clean_jpeg(b"\xFF\xD8\xFF\xE0 and then nothing of the kind"), Err(Unfit::NotAPicture));
        assert_eq!(clean_jpeg(&vec![0xFF; MAX_BYTES + 1]), Err(Unfit::TooManyBytes));
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_huge_picture_is_refused_before_it_does() {
        let mut bomb = jpeg(&red_left_blue_right(16, 16));
        let frame = bomb.windows(2).position(|marker| marker == [0xFF, 0xC0]).unwrap();
        bomb[frame + 5..frame + 7].copy_from_slice(&10_000u16.to_be_bytes());
        bomb[frame + 7..frame + 9].copy_from_slice(&10_000u16.to_be_bytes());
        assert_eq!(clean_jpeg(&bomb), Err(Unfit::TooManyPixels));
    }

    proptest! {
        #[test]
        fn a_damaged_photograph_never_makes_it_panic(at in 2usize..600, with: u8, cut in 2usize..700) {
            let mut bytes = with_exif(&jpeg(&red_left_blue_right(24, 16)), 3);
            let at = at.min(bytes.len() - 1);
            bytes[at] = with;
            bytes.truncate(cut.max(at));
            let _ = clean_jpeg(&bytes);
        }
    }
}
