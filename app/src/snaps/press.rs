//! What every photograph goes through on the server before it is stored, whatever the browser did with it: it is
//! unpacked, brought to size, turned upright, converted to sRGB and written anew as JPEG. What is not a picture does not
//! survive this, and neither does anything that travelled inside one: no place, no time, no camera, no thumbnail. What it
//! looks like on the whole is found here as well. How much memory that takes is known and reserved before it begins
//! (`pictures::budget`).

use axum::body::Bytes;
use image::codecs::jpeg::JpegEncoder;
use pictures::{Header, Picture, Unreadable, budget};
use tokio::{task::spawn_blocking, time::timeout};

use super::{
    admission::PATIENCE,
    model::{Colour, JPEG_QUALITY, MAX_BYTES, fit},
};
use crate::{AppError, wait::Wait};

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
    #[error("That photo is over 32,768 pixels long; crop it and pick that.")]
    TooLong,
    #[error("That photo takes too much memory to open; save it smaller and pick that.")]
    TooMuchMemory,
    #[error("We can't read {0} pictures. Save it as JPEG and pick that.")]
    Unsupported(&'static str),
    #[error("That photo is damaged or cut off. Pick another one.")]
    Damaged,
    #[error("That file isn't a photo. Pick a JPEG, PNG, GIF or WebP.")]
    NotAPicture,
}

impl From<Unfit> for AppError {
    fn from(why: Unfit) -> Self {
        Self::refused(why.to_string())
    }
}

impl From<Unreadable> for Unfit {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::NotAPicture => Self::NotAPicture,
            Unreadable::Unsupported(name) => Self::Unsupported(name),
            Unreadable::Damaged => Self::Damaged,
            Unreadable::TooManyPixels => Self::TooManyPixels,
            Unreadable::TooLong => Self::TooLong,
            Unreadable::TooMuchMemory => Self::TooMuchMemory,
        }
    }
}

/// The photograph in these bytes as a clean JPEG. Waits until there is memory for it, then runs where it keeps no other
/// request waiting. Errors: [`AppError::Refused`] for what is [`Unfit`]; [`AppError::TooMany`] when the wait is too long.
pub(super) async fn press(bytes: Bytes) -> Result<Pressed, AppError> {
    let plan = Plan::of(&bytes)?;
    let memory = timeout(PATIENCE, budget::reserve(plan.memory())).await;
    let memory = memory.map_err(|_| AppError::TooMany(Wait::at_least(PATIENCE)))?.map_err(Unfit::from)?;
    // The memory goes with the work, which goes on even if nobody waits for it any more.
    let work = move || {
        let pressed = plan.carry_out(bytes);
        drop(memory);
        pressed
    };
    match spawn_blocking(work).await {
        Ok(pressed) => Ok(pressed?),
        Err(cause) => {
            tracing::error!(error = %cause, "unpacking a photograph did not end well");
            Err(AppError::Unexpected)
        }
    }
}

/// What will be made of a picture.
struct Plan {
    header: Header,
    /// Its size as stored, in pixels.
    size: (u32, u32),
}

impl Plan {
    fn of(bytes: &[u8]) -> Result<Self, Unfit> {
        if bytes.len() > MAX_BYTES {
            return Err(Unfit::TooManyBytes);
        }
        let header = Header::read(bytes)?;
        Ok(Self { header, size: fit(header.width, header.height) })
    }

    /// Bytes.
    fn memory(&self) -> u64 {
        self.header.cost_of_photo(self.size)
    }

    fn carry_out(&self, bytes: Bytes) -> Result<Pressed, Unfit> {
        let picture = Picture::open(&bytes, &self.header)?;
        drop(bytes);
        let photo = picture.into_photo(self.size);
        let mut jpeg = vec![];
        JpegEncoder::new_with_quality(&mut jpeg, (JPEG_QUALITY * 100.0) as u8)
            .encode_image(&photo)
            .map_err(|_| Unfit::Damaged)?;
        Ok(Pressed { jpeg, colour: Colour::mean(photo.as_raw()) })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
    use pictures::Kind;
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

    fn clean(bytes: &[u8]) -> Result<Pressed, Unfit> {
        Plan::of(bytes)?.carry_out(Bytes::copy_from_slice(bytes))
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
        assert_eq!(Kind::of(&pressed), Ok(Kind::Jpeg));
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
    fn only_what_is_no_picture_is_called_that() {
        let words = |bytes: &[u8]| clean_jpeg(bytes).unwrap_err().to_string();
        let no_photo = "That file isn't a photo. Pick a JPEG, PNG, GIF or WebP.";
        assert_eq!(words(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), no_photo);
        assert_eq!(words(b"%PDF-1.7"), no_photo);
        let damaged = "That photo is damaged or cut off. Pick another one.";
        assert_eq!(words(b"\xFF\xD8\xFF\xE0 and then nothing of the kind"), damaged);
        let whole = jpeg(&red_left_blue_right(64, 32));
        assert_eq!(words(&whole[..whole.len() - 20]), damaged);
        let heic = "We can't read HEIC pictures. Save it as JPEG and pick that.";
        assert_eq!(words(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), heic);
        assert_eq!(words(b"II*\0\x08\0\0\0"), heic.replace("HEIC", "TIFF"));
        assert_eq!(clean_jpeg(&vec![0xFF; MAX_BYTES + 1]), Err(Unfit::TooManyBytes));
    }

    #[tokio::test]
    async fn a_photo_waits_for_memory_and_takes_none_when_it_is_refused() {
        let photo = Bytes::from(jpeg(&red_left_blue_right(64, 32)));
        let all = budget::reserve(budget::ALL.into()).await.unwrap();
        let mut pressing = std::pin::pin!(press(photo));
        let asked = std::future::poll_fn(|context| std::task::Poll::Ready(pressing.as_mut().poll(context)));
        assert!(asked.await.is_pending(), "nothing is decoded while others use all memory");
        let refused = press(Bytes::from_static(b"<svg>")).await.unwrap_err();
        assert_eq!(refused, Unfit::NotAPicture.into(), "and a refusal does not wait for it");
        drop(all);
        assert!(pressing.await.is_ok());
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
