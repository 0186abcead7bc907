//! From the Earth to the screen and back: orthographic, as seen from far away. Every backend, every pin and every
//! tap goes through this one pair of functions, so what is drawn is what is picked.

use crate::{Camera, Spot, Vector, camera::MAX_LATITUDE, spot::wrap};

/// The globe's radius at zoom 1, as a share of the smaller side of the free area.
const FIT: f64 = 0.42;

/// A place on the screen in CSS pixels: x to the right, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// The surface we draw on, in CSS pixels, and the part of it that nothing covers: the globe sits in its middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    pub width: f64,
    pub height: f64,
    /// What is covered on each side.
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Stage {
    pub fn open(width: f64, height: f64) -> Self {
        Self { width, height, left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 }
    }

    fn free(&self) -> (f64, f64) {
        ((self.width - self.left - self.right).max(1.0), (self.height - self.top - self.bottom).max(1.0))
    }

    pub fn centre(&self) -> Point {
        let (width, height) = self.free();
        Point { x: self.left + width / 2.0, y: self.top + height / 2.0 }
    }

    /// The globe's radius in CSS pixels at this zoom.
    pub fn radius(&self, zoom: f64) -> f64 {
        let (width, height) = self.free();
        FIT * width.min(height) * zoom
    }
}

/// Where a spot is on the screen, and how far it is turned towards us: 1 in the middle, 0 on the limb, −1 behind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    pub at: Point,
    pub depth: f64,
}

impl Seen {
    /// How much of a pin there is left: 1 on our side, less and less near the limb, 0 behind it.
    pub fn presence(&self) -> f64 {
        const GONE: f64 = 0.05;
        const WHOLE: f64 = 0.18;
        ((self.depth - GONE) / (WHOLE - GONE)).clamp(0.0, 1.0)
    }
}

/// One camera over one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    pub camera: Camera,
    pub centre: Point,
    /// CSS pixels.
    pub radius: f64,
    right: Vector,
    up: Vector,
    towards: Vector,
}

impl Projection {
    pub fn new(camera: Camera, stage: &Stage) -> Self {
        let [right, up, towards] = camera.axes();
        Self { camera, centre: stage.centre(), radius: stage.radius(camera.zoom()), right, up, towards }
    }

    /// Right, up and towards us, as directions from the middle of the Earth.
    pub fn axes(&self) -> [Vector; 3] {
        [self.right, self.up, self.towards]
    }

    /// The same direction as the screen has it: x right, y up, z towards us.
    pub fn view(&self, v: Vector) -> Vector {
        Vector { x: v.dot(self.right), y: v.dot(self.up), z: v.dot(self.towards) }
    }

    pub fn project(&self, spot: Spot) -> Seen {
        let v = self.view(spot.vector());
        Seen { at: self.place(v.x, v.y), depth: v.z }
    }

    /// Screen coordinates of a point given in radii from the middle, y up.
    pub fn place(&self, x: f64, y: f64) -> Point {
        Point { x: self.centre.x + x * self.radius, y: self.centre.y - y * self.radius }
    }

    /// The spot under a point of the screen. `None` beside the globe.
    pub fn pick(&self, at: Point) -> Option<Spot> {
        let (x, y) = self.offset(at);
        let rest = 1.0 - x * x - y * y;
        (rest >= 0.0).then(|| {
            let flat = self.right.mix(x, self.up, y);
            Spot::from(flat.mix(1.0, self.towards, rest.sqrt()))
        })
    }

    /// The camera, as near as possible to this one, that has `spot` under `at`. `None` when there is none: the
    /// point is beside the globe, or north up does not let the spot get there.
    pub fn hold(&self, spot: Spot, at: Point) -> Option<Camera> {
        let (x, y) = self.offset(at);
        if x * x + y * y >= 1.0 {
            return None;
        }
        let (lat, zoom) = (spot.lat().to_radians(), self.camera.zoom());
        let sine = x / lat.cos();
        if !sine.is_finite() || sine.abs() > 1.0 {
            return None;
        }
        // In the camera's frame x = cos φ · sin Δλ gives two differences of longitude. For each,
        // y = sin φ · cos φ₀ − cos φ · cos Δλ · sin φ₀ gives two latitudes of the camera.
        let east = sine.asin();
        [east, std::f64::consts::PI - east]
            .into_iter()
            .flat_map(|delta| {
                let (a, b) = (lat.sin(), lat.cos() * delta.cos());
                let tilt = b.atan2(a);
                let turn = (y / a.hypot(b)).clamp(-1.0, 1.0).acos();
                [turn - tilt, -turn - tilt].map(move |north| (delta, wrap(north.to_degrees()), a, b))
            })
            .filter(|(_, north, a, b)| {
                // Of the four, those that face us and lie within the camera's limits.
                let (sin, cos) = north.to_radians().sin_cos();
                a * sin + b * cos > 0.0 && north.abs() <= MAX_LATITUDE + 1e-6
            })
            .map(|(delta, north, ..)| Camera::at(north, spot.lng() - delta.to_degrees(), zoom))
            .min_by(|a, b| {
                let away = |camera: &Camera| camera.centre().angle_to(self.camera.centre());
                away(a).total_cmp(&away(b))
            })
    }

    /// In radii from the middle of the globe, y up.
    fn offset(&self, at: Point) -> (f64, f64) {
        ((at.x - self.centre.x) / self.radius, (self.centre.y - at.y) / self.radius)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stage() -> Stage {
        Stage { left: 72.0, right: 360.0, ..Stage::open(1440.0, 900.0) }
    }

    fn spots() -> impl Strategy<Value = Spot> {
        let lats = prop_oneof![8 => -90.0..=90.0, 1 => Just(90.0), 1 => Just(-90.0)];
        let lngs = prop_oneof![8 => -180.0..=180.0, 1 => Just(180.0), 1 => Just(-180.0)];
        (lats, lngs).prop_map(|(lat, lng)| Spot::nearest(lat, lng))
    }

    fn projections() -> impl Strategy<Value = Projection> {
        (spots(), 0.8..24.0).prop_map(|(centre, zoom)| Projection::new(Camera::above(centre, zoom), &stage()))
    }

    #[test]
    fn the_globe_sits_in_the_middle_of_what_is_free() {
        let projection = Projection::new(Camera::default(), &stage());
        let seen = projection.project(Camera::default().centre());
        assert!(seen.at.distance(Point { x: 576.0, y: 450.0 }) < 1e-9, "{seen:?}");
        assert!((seen.depth - 1.0).abs() < 1e-12);
    }

    #[test]
    fn east_is_right_and_north_is_up() {
        let projection = Projection::new(Camera::at(0.0, 179.0, 1.0), &stage());
        let east = projection.project(Spot::nearest(0.0, -179.0));
        let north = projection.project(Spot::nearest(10.0, 179.0));
        assert!(east.at.x > projection.centre.x && north.at.y < projection.centre.y);
    }

    #[test]
    fn there_is_nothing_to_pick_beside_the_globe() {
        let projection = Projection::new(Camera::default(), &stage());
        assert_eq!(projection.pick(projection.place(0.8, 0.8)), None);
    }

    proptest! {
        #[test]
        fn what_is_seen_is_what_is_picked(projection in projections(), spot in spots()) {
            let seen = projection.project(spot);
            // On the very limb a hair's breadth of screen is degrees of Earth.
            prop_assume!(seen.depth > 1e-3);
            let picked = projection.pick(seen.at).unwrap();
            prop_assert!(picked.angle_to(spot) < 1e-9, "{spot:?} came back as {picked:?}");
        }

        #[test]
        fn what_is_picked_is_where_it_is_seen(projection in projections(), r in 0.0..0.999, turn in 0.0..std::f64::consts::TAU) {
            let at = projection.place(r * turn.cos(), r * turn.sin());
            let seen = projection.project(projection.pick(at).unwrap());
            prop_assert!(seen.depth > 0.0 && seen.at.distance(at) < 1e-6);
        }

        #[test]
        fn a_held_spot_is_under_the_finger(projection in projections(), spot in spots(), r in 0.0..0.99, turn in 0.0..std::f64::consts::TAU) {
            let at = projection.place(r * turn.cos(), r * turn.sin());
            if let Some(camera) = projection.hold(spot, at) {
                let seen = Projection::new(camera, &stage()).project(spot);
                prop_assert!(seen.depth > 0.0 && seen.at.distance(at) < 1e-4, "{seen:?} instead of {at:?}");
            }
        }

        #[test]
        fn holding_what_is_there_already_turns_nothing(projection in projections(), r in 0.0..0.9, turn in 0.0..std::f64::consts::TAU) {
            let at = projection.place(r * turn.cos(), r * turn.sin());
            let spot = projection.pick(at).unwrap();
            prop_assume!(spot.lat().abs() < 89.9);
            let camera = projection.hold(spot, at).unwrap();
            prop_assert!(camera.centre().angle_to(projection.camera.centre()) < 1e-5);
        }
    }
}
