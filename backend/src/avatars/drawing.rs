//! A colour with letters cut out of it, as a PNG: whatever lies under the picture shows through them. The face is
//! Inter, cut down to the capitals and digits that initials are made of; its licence lies beside it.

use crate::{
    error::{Error, Result},
    params::Colour,
};
use ab_glyph::{Font, FontRef, GlyphId, PxScale, ScaleFont, point};
use image::{ExtendedColorType, ImageEncoder, Rgba, RgbaImage, codecs::png};

const FACE: &[u8] = include_bytes!("../../assets/inter-capitals.ttf");

/// A picture of `width` by `height` pixels with the letters in the middle, half as tall as its shorter side.
pub(super) fn draw(letters: &str, width: u32, height: u32, background: Colour) -> Result<Vec<u8>> {
    let [red, green, blue] = background.0;
    let mut picture = RgbaImage::from_pixel(width, height, Rgba([red, green, blue, u8::MAX]));
    cut(&mut picture, letters)?;
    let mut bytes = vec![];
    png::PngEncoder::new_with_quality(&mut bytes, png::CompressionType::Fast, png::FilterType::Up)
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgba8)
        .map_err(Error::internal)?;
    Ok(bytes)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a picture's sides are at most 2000, which a float holds exactly"
)]
fn cut(picture: &mut RgbaImage, letters: &str) -> Result<()> {
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
                // Letters that touch share an edge, and the deeper cut is what is left there.
                pixel.0[3] = pixel.0[3].min(opacity(coverage));
            }
        });
    }
    Ok(())
}

/// How opaque a pixel is of which a letter covers this much.
fn opacity(coverage: f32) -> u8 {
    ((1.0 - coverage.clamp(0.0, 1.0)) * f32::from(u8::MAX)).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const RED: Colour = Colour([0xFD, 0x36, 0x6E]);

    fn drawn(letters: &str, width: u32, height: u32) -> RgbaImage {
        let png = draw(letters, width, height, RED).unwrap();
        image::load_from_memory_with_format(&png, image::ImageFormat::Png).unwrap().into_rgba8()
    }

    fn holes(picture: &RgbaImage) -> usize {
        picture.pixels().filter(|pixel| pixel.0[3] == 0).count()
    }

    #[test]
    fn letters_are_cut_out_of_the_middle_with_soft_edges() {
        let picture = drawn("AB", 200, 200);
        assert_eq!(picture.dimensions(), (200, 200));
        assert!(picture.pixels().all(|pixel| pixel.0[..3] == RED.0), "one colour, whatever shows through");
        assert_eq!(picture.get_pixel(0, 0).0[3], 255);
        assert!(holes(&picture) > 1000, "two bold letters cover something: {}", holes(&picture));
        assert!(picture.pixels().any(|pixel| !matches!(pixel.0[3], 0 | 255)), "edges are soft");
        let columns: Vec<u32> =
            picture.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[3] == 0).map(|(x, ..)| x).collect();
        let (left, right) = (columns.iter().min().unwrap(), columns.iter().max().unwrap());
        assert!((90..=110).contains(&((left + right) / 2)), "{left} to {right}");
    }

    #[test]
    fn every_initial_has_a_shape_of_its_own() {
        let mut seen = std::collections::HashSet::new();
        for letter in ('A'..='Z').chain('0'..='9') {
            let picture = drawn(&letter.to_string(), 64, 64);
            assert!(holes(&picture) > 20, "{letter}");
            assert!(seen.insert(picture.into_raw()), "{letter} looks like another");
        }
    }

    #[test]
    fn no_letters_and_too_many_are_fine_at_any_size() {
        assert_eq!(holes(&drawn("", 50, 50)), 0);
        for (width, height) in [(1, 1), (1, 300), (300, 1)] {
            assert_eq!(drawn(&"W".repeat(64), width, height).dimensions(), (width, height));
        }
    }
}
