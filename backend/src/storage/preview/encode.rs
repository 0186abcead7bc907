//! A picture as bytes.

use image::{
    ExtendedColorType::{Rgb8, Rgba8},
    ImageEncoder, ImageResult, RgbaImage,
    codecs::{gif::GifEncoder, jpeg::JpegEncoder, png, webp::WebPEncoder},
};

use super::look::{Format, Look};
use crate::params::Colour;

/// What shows through where a format knows no transparency and no background was asked for.
const WHITE: Colour = Colour([255; 3]);
/// From 1 to 30: how little care is taken over which 256 colours a GIF has. 10 is the middle way its format advises.
const GIF_SPEED: i32 = 10;

/// The picture in its format, on its background. Quality says something of JPEGs only: the others lose nothing.
pub(super) fn encode(mut picture: RgbaImage, look: &Look) -> ImageResult<Vec<u8>> {
    let (width, height) = picture.dimensions();
    if let Some(background) = look.background {
        lay_on(&mut picture, background);
    }
    let mut bytes = vec![];
    match look.format() {
        Format::Jpeg => {
            lay_on(&mut picture, WHITE);
            let solid = without_alpha(picture);
            JpegEncoder::new_with_quality(&mut bytes, look.quality.max(1))
                .write_image(&solid, width, height, Rgb8)?;
        }
        Format::Png => {
            png::PngEncoder::new_with_quality(
                &mut bytes,
                png::CompressionType::Fast,
                png::FilterType::Adaptive,
            )
            .write_image(picture.as_raw(), width, height, Rgba8)?;
        }
        Format::Gif => {
            GifEncoder::new_with_speed(&mut bytes, GIF_SPEED).encode(
                picture.as_raw(),
                width,
                height,
                Rgba8,
            )?;
        }
        Format::Webp => {
            WebPEncoder::new_lossless(&mut bytes).write_image(picture.as_raw(), width, height, Rgba8)?;
        }
    }
    Ok(bytes)
}

/// The colors of a solid picture, three bytes a pixel, in the place they already have.
fn without_alpha(picture: RgbaImage) -> Vec<u8> {
    let mut bytes = picture.into_raw();
    let pixels = bytes.len() / 4;
    for at in 0..pixels {
        bytes.copy_within(4 * at..4 * at + 3, 3 * at);
    }
    bytes.truncate(3 * pixels);
    bytes
}

/// Puts a solid colour under the picture.
fn lay_on(picture: &mut RgbaImage, Colour(under): Colour) {
    for pixel in picture.pixels_mut() {
        let [r, g, b, a] = pixel.0;
        let over = |one: u8, two: u8| super::scale(one, a).saturating_add(super::scale(two, 255 - a));
        pixel.0 = [over(r, under[0]), over(g, under[1]), over(b, under[2]), u8::MAX];
    }
}
