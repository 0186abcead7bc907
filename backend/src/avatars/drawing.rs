//! White letters on a colour, as a PNG. The face is Inter, cut down to the capitals and digits that initials are
//! made of; its licence lies beside it.

use crate::{
    error::{Error, Result},
    params::Colour,
};
use ab_glyph::{Font, FontRef, GlyphId, PxScale, ScaleFont, point};
use image::{ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::png};

const FACE: &[u8] = include_bytes!("../../assets/inter-capitals.ttf");

const WHITE: [u8; 3] = [255; 3];

/// A picture of `width` by `height` pixels with the letters in the middle, half as tall as its shorter side.
pub(super) fn draw(letters: &str, width: u32, height: u32, background: Colour) -> Result<Vec<u8>> {
    let mut picture = RgbImage::from_pixel(width, height, Rgb(background.0));
    write(&mut picture, letters, background)?;
    let mut bytes = vec![];
    png::PngEncoder::new_with_quality(&mut bytes, png::CompressionType::Fast, png::FilterType::Up)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .map_err(Error::internal)?;
    Ok(bytes)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a picture's sides are at most 2000, which a float holds exactly"
)]
fn write(picture: &mut RgbImage, letters: &str, background: Colour) -> Result<()> {
    let face = FontRef::try_from_slice(FACE).map_err(Error::internal)?;
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let em = width.min(height) / 2.0;
    // A scale is measured from the lowest to the highest point of the face, a size by its em.
    let scale = PxScale::from(em * face.height_unscaled() / face.units_per_em().unwrap_or(1.0));
    let scaled = face.as_scaled(scale);
    let mut line: Vec<(GlyphId, f32)> = vec![];
    let mut length = 0.0;
    for letter in letters.chars() {
        let glyph = face.glyph_id(letter);
        if let Some((before, _)) = line.last() {
            length += scaled.kern(*before, glyph);
        }
        line.push((glyph, length));
        length += scaled.h_advance(glyph);
    }
    let left = width / 1.97 - length / 2.0;
    let baseline = height / 2.0 + em / 3.0;
    for (glyph, at) in line {
        let placed = glyph.with_scale_and_position(scale, point(left + at, baseline));
        let Some(outline) = face.outline_glyph(placed) else {
            continue;
        };
        let corner = outline.px_bounds().min;
        outline.draw(|x, y, coverage| {
            let (x, y) = (corner.x as i64 + i64::from(x), corner.y as i64 + i64::from(y));
            let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else {
                return;
            };
            if let Some(pixel) = picture.get_pixel_mut_checked(x, y) {
                *pixel = Rgb(blend(background.0, WHITE, coverage));
            }
        });
    }
    Ok(())
}

/// The colour `coverage` of the way from one to the other.
fn blend(under: [u8; 3], over: [u8; 3], coverage: f32) -> [u8; 3] {
    let coverage = coverage.clamp(0.0, 1.0);
    std::array::from_fn(|at| {
        (f32::from(under[at]) + (f32::from(over[at]) - f32::from(under[at])) * coverage).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Colour = Colour([0xFD, 0x36, 0x6E]);

    fn drawn(letters: &str, width: u32, height: u32) -> RgbImage {
        let png = draw(letters, width, height, RED).unwrap();
        image::load_from_memory_with_format(&png, image::ImageFormat::Png).unwrap().into_rgb8()
    }

    fn white(picture: &RgbImage) -> usize {
        picture.pixels().filter(|pixel| pixel.0 == WHITE).count()
    }

    #[test]
    fn letters_are_drawn_in_the_middle_with_soft_edges() {
        let picture = drawn("AB", 200, 200);
        assert_eq!(picture.dimensions(), (200, 200));
        assert_eq!(picture.get_pixel(0, 0).0, RED.0);
        assert!(white(&picture) > 1000, "two bold letters cover something: {}", white(&picture));
        assert!(picture.pixels().any(|pixel| pixel.0 != WHITE && pixel.0 != RED.0), "edges are blended");
        let columns: Vec<u32> =
            picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0 == WHITE).map(|(x, ..)| x).collect();
        let (left, right) = (columns.iter().min().unwrap(), columns.iter().max().unwrap());
        assert!((90..=110).contains(&((left + right) / 2)), "{left} to {right}");
    }

    #[test]
    fn every_initial_has_a_shape_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        for letter in ('A'..='Z').chain('0'..='9') {
            let picture = drawn(&letter.to_string(), 64, 64);
            assert!(white(&picture) > 20, "{letter}");
            assert!(seen.insert(picture.into_raw()), "{letter} looks like another");
        }
    }

    #[test]
    fn no_letters_and_too_many_are_fine_at_any_size() {
        assert_eq!(white(&drawn("", 50, 50)), 0);
        for (width, height) in [(1, 1), (1, 300), (300, 1)] {
            assert_eq!(drawn(&"W".repeat(64), width, height).dimensions(), (width, height));
        }
    }
}
