//! A border around a picture, and round corners.

use image::{Rgba, RgbaImage};

use super::{coverage, look::Look};

/// The picture in its frame: larger by the border on every side, its outer corners round. As in style sheets, the
/// border's inner corners are rounder the thinner it is.
#[expect(
    clippy::cast_precision_loss,
    reason = "a picture's sides are a few thousand, which a float holds exactly"
)]
pub(super) fn frame(picture: RgbaImage, look: &Look) -> RgbaImage {
    if look.border == 0 && look.radius == 0 {
        return picture;
    }
    let inner = (picture.width() as f32, picture.height() as f32);
    let border = look.border as f32;
    let outer = (inner.0 + 2.0 * border, inner.1 + 2.0 * border);
    let radius = look.radius as f32;
    let (width, height) = (picture.width() + 2 * look.border, picture.height() + 2 * look.border);
    RgbaImage::from_fn(width, height, |x, y| {
        let middle = (x as f32 + 0.5, y as f32 + 0.5);
        let shown = (x.checked_sub(look.border)).zip(y.checked_sub(look.border));
        let pixel = shown.and_then(|(x, y)| picture.get_pixel_checked(x, y)).copied();
        let pixel = if look.border == 0 {
            pixel.unwrap_or(Rgba([0; 4]))
        } else {
            let within = coverage((middle.0 - border, middle.1 - border), inner, (radius - border).max(0.0));
            mix(pixel.unwrap_or(Rgba([0; 4])), look.border_colour.0, within)
        };
        let [r, g, b, a] = pixel.0;
        Rgba([r, g, b, (f32::from(a) * coverage(middle, outer, radius)).round() as u8])
    })
}

/// `share` of the pixel and the rest of a solid colour.
fn mix(pixel: Rgba<u8>, colour: [u8; 3], share: f32) -> Rgba<u8> {
    let [r, g, b, a] = pixel.0.map(f32::from);
    let (own, other) = (share * a, (1.0 - share) * 255.0);
    let whole = own + other;
    if whole <= 0.0 {
        return Rgba([0; 4]);
    }
    let blend = |one: f32, two: u8| ((one * own + f32::from(two) * other) / whole).round() as u8;
    Rgba([blend(r, colour[0]), blend(g, colour[1]), blend(b, colour[2]), whole.round() as u8])
}
