//! Turning a picture about its middle. What comes to lie outside of it shows nothing.

use image::{
    Rgba, RgbaImage,
    imageops::{interpolate_bilinear, rotate90, rotate180, rotate270},
};

use super::coverage;

/// The picture, turned by so many degrees clockwise, on a canvas that holds it whole.
#[expect(
    clippy::cast_precision_loss,
    reason = "a picture's sides are a few thousand, which a float holds exactly"
)]
pub(super) fn turn(picture: RgbaImage, degrees: u16) -> RgbaImage {
    match degrees {
        0 => return picture,
        90 => return rotate90(&picture),
        180 => return rotate180(&picture),
        270 => return rotate270(&picture),
        _ => {}
    }
    let (sin, cos) = f32::from(degrees).to_radians().sin_cos();
    let own = (picture.width() as f32, picture.height() as f32);
    let width = (own.0 * cos.abs() + own.1 * sin.abs()).ceil();
    let height = (own.0 * sin.abs() + own.1 * cos.abs()).ceil();
    RgbaImage::from_fn(width as u32, height as u32, |x, y| {
        // Where in the picture this pixel comes from: turned back about the middle.
        let (right, down) = (x as f32 + 0.5 - width / 2.0, y as f32 + 0.5 - height / 2.0);
        let from = (right * cos + down * sin + own.0 / 2.0, down * cos - right * sin + own.1 / 2.0);
        let within = coverage(from, own, 0.0);
        if within == 0.0 {
            return Rgba([0; 4]);
        }
        let (across, along) = (inside(from.0, own.0), inside(from.1, own.1));
        let pixel = interpolate_bilinear(&picture, across, along);
        let [r, g, b, a] = pixel.unwrap_or(Rgba([0; 4])).0;
        Rgba([r, g, b, (f32::from(a) * within).round() as u8])
    })
}

/// A place between pixel middles, on the picture even where an edge reaches half a pixel beyond.
fn inside(at: f32, side: f32) -> f32 {
    (at - 0.5).clamp(0.0, side - 1.0)
}
