use image::{
    ExtendedColorType, ImageEncoder, ImageFormat, Rgb, Rgba,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use moxcms::ColorProfile;

use super::*;

const P3_RED: [u8; 3] = [201, 90, 79];
const SRGB_RED: [u8; 3] = [216, 81, 74];

fn open(bytes: &[u8]) -> Result<Picture, Unreadable> {
    Picture::open(bytes, &Header::read(bytes)?)
}

fn photo(bytes: &[u8], size: (u32, u32)) -> RgbImage {
    open(bytes).unwrap().into_photo(size)
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(vec![]);
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn near(found: &Rgb<u8>, wanted: [u8; 3]) -> bool {
    found.0.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= 3)
}

/// Sixteen by sixteen pixels of the red, with a Display P3 profile.
fn p3_red(mut encoder: impl ImageEncoder) {
    encoder.set_icc_profile(ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    let pixels = P3_RED.repeat(16 * 16);
    encoder.write_image(&pixels, 16, 16, ExtendedColorType::Rgb8).unwrap();
}

#[test]
fn a_display_p3_red_is_the_same_red_in_srgb_whatever_carries_its_profile() {
    let (mut jpeg, mut png, mut webp) = (vec![], vec![], vec![]);
    p3_red(JpegEncoder::new_with_quality(&mut jpeg, 95));
    p3_red(PngEncoder::new(&mut png));
    p3_red(WebPEncoder::new_lossless(&mut webp));
    for bytes in [&jpeg, &png, &webp] {
        let kind = Kind::of(bytes).unwrap();
        let red = *photo(bytes, (16, 16)).get_pixel(8, 8);
        assert!(near(&red, SRGB_RED), "{kind:?}: {red:?}");
        let (upright, profile) = open(bytes).unwrap().into_upright();
        let mut upright = upright.into_rgb8();
        profile.unwrap().to_srgb(&mut upright, 3);
        assert!(near(upright.get_pixel(8, 8), SRGB_RED), "{kind:?}");
    }
}

#[test]
fn colors_without_a_profile_stay_as_they_are() {
    let red = DynamicImage::ImageRgb8(RgbImage::from_pixel(16, 16, Rgb(P3_RED)));
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let red = *photo(&written(&red, format), (16, 16)).get_pixel(8, 8);
        assert!(near(&red, P3_RED), "{format:?}: {red:?}");
    }
}

#[test]
fn what_shines_through_becomes_white_in_gray_and_in_color() {
    let half = RgbaImage::from_pixel(8, 8, Rgba([0, 100, 200, 128]));
    let half = photo(&written(&half.into(), ImageFormat::Png), (8, 8));
    assert!(near(half.get_pixel(4, 4), [127, 177, 227]), "{:?}", half.get_pixel(4, 4));
    let gray = GrayAlphaImage::from_pixel(8, 8, image::LumaA([0, 64]));
    let gray = photo(&written(&gray.into(), ImageFormat::Png), (8, 8));
    assert!(near(gray.get_pixel(4, 4), [191, 191, 191]), "{:?}", gray.get_pixel(4, 4));
}

#[test]
fn sixteen_bits_become_eight() {
    let deep = image::ImageBuffer::from_pixel(8, 8, image::Rgba([0xC9FF_u16, 0x5A00, 0x4F80, 0xFFFF]));
    let picture = open(&written(&deep.into(), ImageFormat::Png)).unwrap();
    assert!(matches!(picture.pixels, DynamicImage::ImageRgba8(_)), "never 16 bits at once");
    assert!(near(picture.into_photo((8, 8)).get_pixel(4, 4), P3_RED));
}

#[test]
fn a_photo_has_the_size_asked_for_in_color_and_in_gray() {
    let wide = RgbImage::from_fn(300, 100, |x, _| if x < 150 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
    let small = photo(&written(&wide.into(), ImageFormat::Png), (30, 10));
    assert_eq!(small.dimensions(), (30, 10));
    assert!(near(small.get_pixel(3, 5), [255, 0, 0]) && near(small.get_pixel(26, 5), [0, 0, 255]));
    let gray = GrayImage::from_pixel(300, 100, image::Luma([77]));
    let gray = photo(&written(&gray.into(), ImageFormat::Png), (30, 10));
    assert!(gray.dimensions() == (30, 10) && near(gray.get_pixel(15, 5), [77; 3]));
}

#[test]
fn a_picture_that_is_cut_off_is_damaged_and_not_something_else() {
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(64, 64, |x, y| Rgb([x as u8, y as u8, 9])));
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let bytes = written(&picture, format);
        assert_eq!(open(&bytes[..bytes.len() / 2]).map(drop), Err(Unreadable::Damaged), "{format:?}");
    }
}

proptest::proptest! {
    #[test]
    fn a_damaged_picture_never_panics(
        kind in 0usize..4, changes in proptest::collection::vec((proptest::prelude::any::<u16>(), proptest::prelude::any::<u8>()), 0..6), cut in 0usize..60,
    ) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP][kind];
        let mut bytes = written(&DynamicImage::new_rgb8(24, 16), format);
        for (at, byte) in changes {
            let at = usize::from(at) % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        if let Ok(header) = Header::read(&bytes) && header.pixel_bytes() < 1 << 24 {
            let _ = Picture::open(&bytes, &header).map(|picture| picture.into_photo((8, 8)));
        }
    }
}
