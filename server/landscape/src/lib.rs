//! Photographs nobody took: a sky with a sun or moon, ridges that fade into the haze, and a lake that mirrors them.
//! The same scene and seed make the same picture. A crate of its own, so that a development build draws it quickly.

use image::{ImageResult, Rgb, RgbImage, codecs::jpeg::JpegEncoder};

mod noise;

use noise::ridge;

/// The time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    Dawn,
    Noon,
    Dusk,
    Night,
}

const WIDTH: u32 = 480;
const HEIGHT: u32 = 640;
/// Where the water begins, from the top.
const SHORE: f32 = 0.68;
const RIDGES: u32 = 5;

type Colour = [f32; 3];

struct Palette {
    zenith: Colour,
    horizon: Colour,
    light: Colour,
    /// The nearest ridge; farther ones fade towards the horizon.
    ground: Colour,
    /// Where the sun or moon stands, from the left and the top, and how large it is.
    sun: (f32, f32, f32),
}

impl Scene {
    /// When it was taken, for whoever does not see it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Dawn => "at dawn",
            Self::Noon => "at noon",
            Self::Dusk => "at dusk",
            Self::Night => "at night",
        }
    }

    fn palette(self) -> Palette {
        match self {
            Self::Dawn => Palette {
                zenith: [0.28, 0.42, 0.66],
                horizon: [0.98, 0.76, 0.62],
                light: [1.0, 0.90, 0.74],
                ground: [0.14, 0.19, 0.24],
                sun: (0.68, 0.33, 0.045),
            },
            Self::Noon => Palette {
                zenith: [0.16, 0.44, 0.80],
                horizon: [0.80, 0.90, 0.95],
                light: [1.0, 0.98, 0.90],
                ground: [0.12, 0.28, 0.14],
                sun: (0.24, 0.14, 0.035),
            },
            Self::Dusk => Palette {
                zenith: [0.20, 0.14, 0.38],
                horizon: [0.99, 0.52, 0.28],
                light: [1.0, 0.72, 0.36],
                ground: [0.10, 0.06, 0.14],
                sun: (0.42, 0.36, 0.06),
            },
            Self::Night => Palette {
                zenith: [0.02, 0.03, 0.09],
                horizon: [0.14, 0.22, 0.36],
                light: [0.90, 0.93, 1.0],
                ground: [0.01, 0.02, 0.05],
                sun: (0.74, 0.20, 0.03),
            },
        }
    }
}

/// A JPEG of some dozens of kilobytes.
pub fn photograph(scene: Scene, seed: u32) -> ImageResult<Vec<u8>> {
    let palette = scene.palette();
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let (u, v) = (x as f32 / WIDTH as f32, y as f32 / HEIGHT as f32);
        let grain = (noise::hash(x, y, seed) - 0.5) * 0.02; // as film has it; it also hides banding
        Rgb(colour(&palette, u, v, seed).map(|channel| ((channel + grain).clamp(0.0, 1.0) * 255.0) as u8))
    });
    let mut bytes = vec![];
    JpegEncoder::new_with_quality(&mut bytes, 88).encode_image(&picture)?;
    Ok(bytes)
}

fn colour(palette: &Palette, u: f32, v: f32, seed: u32) -> Colour {
    if v < SHORE {
        return land(palette, u, v, seed);
    }
    // Ripples grow towards the viewer; the mirrored land is darker and takes some of the sky's blue.
    let depth = (v - SHORE) / (1.0 - SHORE);
    let ripple = (noise::smooth(u * 6.0, depth * 60.0, seed) - 0.5) * 0.02 * (0.3 + depth);
    let mirrored = SHORE - (v - SHORE) * 1.6 + ripple;
    let seen = land(palette, u + ripple, mirrored.clamp(0.0, SHORE), seed);
    let glint = (noise::smooth(u * 40.0, depth * 160.0, seed + 7) - 0.62).max(0.0) * (1.0 - depth);
    let column = (-((u - palette.sun.0) * 9.0).powi(2)).exp();
    mix(mix(seen, palette.zenith, 0.18 + 0.25 * depth), palette.light, glint * column * 2.0)
}

/// The sky, or the nearest ridge in front of it.
fn land(palette: &Palette, u: f32, v: f32, seed: u32) -> Colour {
    let mut seen = sky(palette, u, v, seed);
    for number in 0..RIDGES {
        let near = (number as f32 + 1.0) / RIDGES as f32;
        let top = SHORE
            - (1.0 - near) * 0.16
            - ridge(u * (1.5 + near), seed * 31 + number) * 0.24 * (1.1 - near * 0.6);
        if v > top {
            let texture = (noise::smooth(u * 70.0, v * 90.0, seed + number) - 0.5) * 0.12 * near;
            let haze = mix(palette.ground, palette.horizon, 0.78 * (1.0 - near));
            let foot = ((v - top) * 3.0).min(0.35) * (1.0 - near * 0.5); // mist gathers below
            seen = mix(haze, palette.horizon, foot).map(|channel| channel * (1.0 + texture));
        }
    }
    seen
}

fn sky(palette: &Palette, u: f32, v: f32, seed: u32) -> Colour {
    let base = mix(palette.zenith, palette.horizon, (v / SHORE).powf(1.4));
    let clouds = noise::layered(u * 3.0, v * 9.0, seed + 99);
    let clouded =
        mix(base, mix(palette.light, palette.horizon, 0.4), ((clouds - 0.55) * 1.6).clamp(0.0, 0.6));
    let (x, y, radius) = palette.sun;
    let away = ((u - x).powi(2) + ((v - y) * HEIGHT as f32 / WIDTH as f32).powi(2)).sqrt();
    let disc = ((radius - away) * 160.0).clamp(0.0, 1.0);
    let glow = 0.55 * (-away * 5.0).exp();
    mix(clouded, palette.light, (disc + glow).min(1.0))
}

fn mix(from: Colour, to: Colour, share: f32) -> Colour {
    std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * share)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_scene_is_a_picture_and_not_a_blank() {
        for scene in [Scene::Dawn, Scene::Noon, Scene::Dusk, Scene::Night] {
            let picture = image::load_from_memory(&photograph(scene, 3).unwrap()).unwrap().to_rgb8();
            let colours: HashSet<_> =
                picture.pixels().map(|pixel| pixel.0.map(|channel| channel / 16)).collect();
            assert!(colours.len() > 30, "{scene:?}: {}", colours.len());
        }
    }
}
