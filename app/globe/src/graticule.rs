//! Meridians and parallels, and caps as rings: the lines on the globe that no atlas is needed for.

use crate::{Line, Spot, Vector};

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

/// The ring of all directions that are `angle` radians from `middle`.
pub fn cap(middle: Vector, angle: f64) -> Line {
    const POINTS: u32 = 96;
    // Any direction that is not `middle` gives the two that are across it.
    let other = if middle.z.abs() < 0.9 {
        Vector { x: 0.0, y: 0.0, z: 1.0 }
    } else {
        Vector { x: 1.0, y: 0.0, z: 0.0 }
    };
    let across = middle.cross(other);
    let across = across.mix(across.length().recip(), across, 0.0);
    let along = middle.cross(across);
    let point = |n: u32| {
        let (sin, cos) = (f64::from(n) / f64::from(POINTS) * std::f64::consts::TAU).sin_cos();
        middle.mix(angle.cos(), across.mix(cos, along, sin), angle.sin())
    };
    Line::new((0..POINTS).map(point).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cap_is_as_wide_as_it_says() {
        let middle = Spot::nearest(-60.0, 30.0).vector();
        assert!(cap(middle, 0.4).points.iter().all(|point| (point.angle_to(middle) - 0.4).abs() < 1e-9));
    }
}
