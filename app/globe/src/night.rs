//! Day and night as a small picture to lay over the globe, computed texel by texel: soft at any zoom, where painted
//! steps would show. Stretched over the view it needs few texels, because twilight has no edges.

use crate::{Point, Projection, Sun, Vector};

/// Night is full when the sun is this many degrees below the horizon, and begins this many above it.
const FULL: f64 = -12.0;
const BEGINS: f64 = 2.0;

/// A rectangle of the screen and the texels laid over it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    pub from: Point,
    pub to: Point,
    pub columns: u32,
    pub rows: u32,
}

/// How dark it is under each texel, row by row: 0 by day, 1 in full night. Beside the globe it goes on as on the limb.
pub fn shade(sheet: Sheet, projection: &Projection, sun: Sun) -> impl Iterator<Item = f64> {
    let light = projection.view(sun.overhead().vector());
    let (centre, radius) = (projection.centre, projection.radius);
    let along =
        |from: f64, to: f64, n: u32, all: u32| from + (to - from) * (f64::from(n) + 0.5) / f64::from(all);
    let texels = (0..sheet.rows).flat_map(move |row| (0..sheet.columns).map(move |column| (row, column)));
    texels.map(move |(row, column)| {
        let x = (along(sheet.from.x, sheet.to.x, column, sheet.columns) - centre.x) / radius;
        let y = (centre.y - along(sheet.from.y, sheet.to.y, row, sheet.rows)) / radius;
        let r = x.hypot(y).max(1.0);
        let (x, y) = (x / r, y / r);
        let up = Vector { x, y, z: (1.0 - x * x - y * y).max(0.0).sqrt() };
        darkness(up.dot(light))
    })
}

/// By the sine of the sun's height.
fn darkness(sine: f64) -> f64 {
    let height = sine.clamp(-1.0, 1.0).asin().to_degrees();
    let t = ((BEGINS - height) / (BEGINS - FULL)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Camera, Stage};

    #[test]
    fn it_is_light_under_the_sun_and_dark_opposite_with_dusk_between() {
        let sun = Sun::at(1_710_903_960_000.0);
        let look = |east: f64| {
            let stage = Stage::open(400.0, 400.0);
            let projection = Projection::new(Camera::above(sun.overhead(), 1.0).turned(east, 0.0), &stage);
            let sheet = Sheet { from: stage.centre(), to: stage.centre(), columns: 1, rows: 1 };
            shade(sheet, &projection, sun).collect::<Vec<_>>()
        };
        assert_eq!(look(0.0), [0.0]);
        assert_eq!(look(180.0), [1.0]);
        let dusk = look(95.0)[0];
        assert!((0.3..0.7).contains(&dusk), "{dusk}");
    }
}
