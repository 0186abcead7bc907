//! What stands for a file that is no picture: a sheet of paper with a corner turned down.

use image::{Rgba, RgbaImage};

/// Pixels.
pub(super) const SIDE: u32 = 512;
const LEFT: u32 = 116;
const RIGHT: u32 = 396;
const TOP: u32 = 72;
const BOTTOM: u32 = 440;
/// How much of the corner is turned down.
const FOLD: u32 = 88;

const AROUND: Rgba<u8> = Rgba([0xF2, 0xF2, 0xF5, 0xFF]);
const PAPER: Rgba<u8> = Rgba([0xFF, 0xFF, 0xFF, 0xFF]);
const BACK: Rgba<u8> = Rgba([0xC9, 0xC9, 0xD2, 0xFF]);
const INK: Rgba<u8> = Rgba([0xDD, 0xDD, 0xE4, 0xFF]);

pub(super) fn draw() -> RgbaImage {
    RgbaImage::from_fn(SIDE, SIDE, |x, y| {
        if !(LEFT..RIGHT).contains(&x) || !(TOP..BOTTOM).contains(&y) {
            return AROUND;
        }
        let (to_right, from_top) = (RIGHT - x, y - TOP);
        let is_line = (LEFT + 44..RIGHT - 44).contains(&x) && from_top > 140 && from_top % 52 < 16;
        match () {
            () if to_right + from_top < FOLD => AROUND,
            () if to_right <= FOLD && from_top <= FOLD => BACK,
            () if is_line && y < BOTTOM - 40 => INK,
            () => PAPER,
        }
    })
}
