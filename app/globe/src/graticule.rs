//! Meridians and parallels: the lines on the globe that no atlas is needed for.

use crate::{Line, Spot};

/// Degrees between two lines.
const APART: i32 = 15;
/// Degrees between two points of a line: fine enough to look round at any zoom at which the line is seen.
const STEP: usize = 3;

/// A line every 15°. Meridians stop short of the poles, where they would only clot.
pub fn lines() -> Vec<Line> {
    let at = |lat: i32, lng: i32| Spot::nearest(f64::from(lat), f64::from(lng)).vector();
    let meridians = (-180..180)
        .step_by(APART as usize)
        .map(|lng| Line::new((-75..=75).step_by(STEP).map(|lat| at(lat, lng)).collect()));
    let parallels = (-75..=75)
        .step_by(APART as usize)
        .map(|lat| Line::new((-180..=180).step_by(STEP).map(|lng| at(lat, lng)).collect()));
    meridians.chain(parallels).collect()
}
