//! Lines over the Earth as lines on the screen, for a backend that can fill paths by the even-odd rule.
//!
//! A coast that runs over the limb would have to be cut there. Instead the far side is folded out: a point behind the
//! limb is drawn outside it, at 2 − r radii in the same direction, so the whole Earth lies flat on a disc of two
//! radii with the far side as its outer ring, and the opposite point as its rim. Clipped to the globe, a filled coast
//! is right everywhere. One that encloses the opposite point fills the wrong side; filling everything once more
//! ([`Pen`] and the even-odd rule) turns that round.
//!
//! Each ring on its own is filled rightly, so a ring that is out of view may be left out.

use crate::{Line, Point, Projection, Vector};

/// Whatever draws: a canvas, or a test.
pub trait Pen {
    fn start(&mut self, at: Point);
    fn line_to(&mut self, at: Point);
    fn close(&mut self);
}

/// Adds a ring to an even-odd path that will be clipped to the globe.
pub fn fill(ring: &Line, projection: &Projection, pen: &mut impl Pen) {
    let Some(&last) = ring.points.last() else { return };
    let mut before = Fold::new(projection.view(last));
    pen.start(projection.place(before.x, before.y));
    for &point in &ring.points {
        let next = Fold::new(projection.view(point));
        if before.far && next.far {
            before.round(&next, |x, y| pen.line_to(projection.place(x, y)));
        }
        pen.line_to(projection.place(next.x, next.y));
        before = next;
    }
    pen.close();
    if ring.encloses(-projection.camera.centre().vector()) {
        everything(projection, pen);
    }
}

/// Adds the part of a line that faces us to a path that will be stroked.
pub fn stroke(line: &Line, closed: bool, projection: &Projection, pen: &mut impl Pen) {
    let mut points = line.points.iter().map(|point| projection.view(*point));
    let Some(first) = points.next() else { return };
    let mut before = first;
    if before.z >= 0.0 {
        pen.start(projection.place(before.x, before.y));
    }
    for next in points.chain(closed.then_some(first)) {
        if (before.z >= 0.0) != (next.z >= 0.0) {
            // Where the edge meets the limb.
            let meets = before.mix(next.z.abs(), next, before.z.abs());
            let rim = meets.x.hypot(meets.y).max(f64::MIN_POSITIVE);
            let at = projection.place(meets.x / rim, meets.y / rim);
            if next.z >= 0.0 { pen.start(at) } else { pen.line_to(at) }
        }
        if next.z >= 0.0 {
            pen.line_to(projection.place(next.x, next.y));
        }
        before = next;
    }
}

/// All of the globe and what is folded out around it.
fn everything(projection: &Projection, pen: &mut impl Pen) {
    pen.start(projection.place(-3.0, -3.0));
    for (x, y) in [(3.0, -3.0), (3.0, 3.0), (-3.0, 3.0)] {
        pen.line_to(projection.place(x, y));
    }
    pen.close();
}

/// A point of the folded Earth, in radii from the middle.
struct Fold {
    x: f64,
    y: f64,
    far: bool,
}

impl Fold {
    fn new(view: Vector) -> Self {
        if view.z >= 0.0 {
            return Self { x: view.x, y: view.y, far: false };
        }
        let r = view.x.hypot(view.y);
        // The opposite point is all of the rim; any place on it will do.
        let (x, y) = if r > 1e-9 { (view.x / r, view.y / r) } else { (1.0, 0.0) };
        Self { x: x * (2.0 - r), y: y * (2.0 - r), far: true }
    }

    /// Two points on either side of the opposite point are near on Earth and far apart here. The straight line
    /// between them would cross the globe, so the way from one to the other is round the outside.
    fn round(&self, next: &Self, mut via: impl FnMut(f64, f64)) {
        const STEP: f64 = std::f64::consts::FRAC_PI_4;
        let turn = (self.x * next.y - self.y * next.x).atan2(self.x * next.x + self.y * next.y);
        let steps = (turn.abs() / STEP).floor();
        let (start, r) = (self.y.atan2(self.x), self.x.hypot(self.y));
        let growth = next.x.hypot(next.y) - r;
        for step in 1..=(steps as u32) {
            let share = f64::from(step) / (steps + 1.0);
            let (sin, cos) = (start + turn * share).sin_cos();
            via(cos * (r + growth * share), sin * (r + growth * share));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Camera, Land, Spot, Stage};
    use proptest::prelude::*;

    /// Keeps the path, and answers whether a point is filled by the even-odd rule.
    #[derive(Default)]
    struct Path {
        rings: Vec<Vec<Point>>,
    }

    impl Pen for Path {
        fn start(&mut self, at: Point) {
            self.rings.push(vec![at]);
        }
        fn line_to(&mut self, at: Point) {
            self.rings.last_mut().unwrap().push(at);
        }
        fn close(&mut self) {}
    }

    impl Path {
        fn fills(&self, at: Point) -> bool {
            let crossings = self.rings.iter().flat_map(|ring| {
                ring.iter().zip(ring.iter().cycle().skip(1)).filter(|(a, b)| {
                    (a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
                })
            });
            crossings.count() % 2 == 1
        }
    }

    fn world() -> &'static Land {
        static WORLD: std::sync::LazyLock<Land> = std::sync::LazyLock::new(|| {
            Land::decode(include_bytes!("../../../public/land-110m.bin")).unwrap()
        });
        &WORLD
    }

    /// Points of the screen that are filled though they are sea, or not though they are land. Where a coast is
    /// nearer than a pixel or two either is right, so the odd one is allowed.
    fn mistakes(camera: Camera) -> usize {
        let projection = Projection::new(camera, &Stage::open(1000.0, 1000.0));
        let mut path = Path::default();
        for ring in &world().coasts {
            fill(ring, &projection, &mut path);
        }
        let grid = (-9..=9).flat_map(|x| (-9..=9).map(move |y| (f64::from(x) / 10.0, f64::from(y) / 10.0)));
        grid.map(|(x, y)| projection.place(x, y))
            .filter_map(|at| Some((at, projection.pick(at)?)))
            .filter(|(at, spot)| path.fills(*at) != world().is_at(spot.vector()))
            .count()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn what_is_filled_is_land_from_wherever_one_looks(lat in -90.0..=90.0, lng in -180.0..=180.0) {
            let wrong = mistakes(Camera::above(Spot::new(lat, lng).unwrap(), 1.0));
            prop_assert!(wrong <= 3, "{wrong} of some 250 points are filled wrongly");
        }

        #[test]
        fn what_is_stroked_lies_on_the_globe(lat in -90.0..=90.0, lng in -180.0..=180.0) {
            let projection = Projection::new(Camera::above(Spot::new(lat, lng).unwrap(), 1.0), &Stage::open(1000.0, 1000.0));
            let mut path = Path::default();
            for ring in &world().coasts {
                stroke(ring, true, &projection, &mut path);
            }
            let furthest = path.rings.iter().flatten().map(|at| at.distance(projection.centre)).fold(0.0, f64::max);
            prop_assert!(furthest <= projection.radius + 1e-6);
        }
    }

    #[test]
    fn opposite_every_kind_of_place_the_fill_is_right() {
        for (opposite, lat, lng) in [
            ("inland Asia", -45.0, -90.0),
            ("Antarctica", 85.0, 0.0),
            ("the antimeridian", 10.0, 0.0),
            ("Spain", -40.0, 176.0),
        ] {
            let wrong = mistakes(Camera::above(Spot::new(lat, lng).unwrap(), 1.0));
            assert!(wrong <= 3, "{wrong} points are wrong opposite {opposite}");
        }
    }
}
