//! Noise that looks like nature: the same numbers for the same place, smooth in between.

/// A number between 0 and 1 for a place on a grid.
pub(super) fn hash(x: u32, y: u32, seed: u32) -> f32 {
    let mut mixed =
        x.wrapping_mul(0x9E37_79B1) ^ y.wrapping_mul(0x85EB_CA77) ^ seed.wrapping_mul(0xC2B2_AE3D);
    mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D);
    mixed = (mixed ^ (mixed >> 12)).wrapping_mul(0x297A_2D39);
    (mixed ^ (mixed >> 15)) as f32 / u32::MAX as f32
}

/// The grid's numbers, blended: between 0 and 1. Places left of or above the grid's start count as its edge.
pub(super) fn smooth(x: f32, y: f32, seed: u32) -> f32 {
    let (x, y) = (x.max(0.0), y.max(0.0));
    let (column, row) = (x as u32, y as u32);
    let ease = |t: f32| t * t * (3.0 - 2.0 * t);
    let (across, down) = (ease(x.fract()), ease(y.fract()));
    let along = |row| {
        let (left, right) = (hash(column, row, seed), hash(column + 1, row, seed));
        left + (right - left) * across
    };
    let (above, below) = (along(row), along(row + 1));
    above + (below - above) * down
}

/// Large shapes with smaller ones on them, as clouds have: between 0 and 1.
pub(super) fn layered(x: f32, y: f32, seed: u32) -> f32 {
    let octave = |number: i32| {
        let scale = 2f32.powi(number);
        smooth(x * scale, y * scale, seed.wrapping_add(number as u32)) / scale
    };
    (0..5).map(octave).sum::<f32>() / 1.9375
}

/// The height of a mountain ridge at `x`: sharp at its peaks, between 0 and 1.
pub(super) fn ridge(x: f32, seed: u32) -> f32 {
    let octave = |number: i32| {
        let scale = 2f32.powi(number);
        let wave = smooth(x * 2.0 * scale, 0.5, seed.wrapping_add(number as u32));
        (1.0 - (wave * 2.0 - 1.0).abs()) / scale
    };
    (0..6).map(octave).sum::<f32>() / 1.96875
}
