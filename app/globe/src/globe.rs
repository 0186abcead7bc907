//! The globe as something one handles: pointers, wheel and keys go in, a camera comes out.

use crate::motion::{Coast, Flight, Glide};
use crate::{Camera, Gesture, Hand, Handover, Motion, Point, Projection, Spot, Stage, spot::wrap};

/// A throw is as fast as the last this many milliseconds of the drag.
const MEMORY: f64 = 90.0;
/// One notch of a wheel is about a hundred of these.
const WHEEL: f64 = 0.0015;
const ZOOM_STEP_TIME: f64 = 180.0;
const TURN_STEP_TIME: f64 = 140.0;

/// Camera, stage and whatever moves them. Every method takes the present as `now`, in milliseconds.
#[derive(Debug)]
pub struct Globe {
    camera: Camera,
    stage: Stage,
    motion: Motion,
    hand: Hand,
    /// Where the camera was during the last [`MEMORY`] of a drag.
    trail: Vec<(f64, Camera)>,
    /// Reduced motion: every movement arrives at once, and nothing is thrown.
    calm: bool,
}

impl Globe {
    pub fn new(camera: Camera, stage: Stage) -> Self {
        Self { camera, stage, motion: Motion::Still, hand: Hand::default(), trail: Vec::new(), calm: false }
    }

    /// A globe that continues where another one stopped. What moved arrives where it would have arrived, in the same time.
    pub fn take_over(from: &Handover, stage: Stage, now: f64) -> Self {
        let mut globe = Self::new(from.camera, stage);
        if from.left > 0.0 {
            globe.motion = Motion::Glide(Glide::new(from.camera, from.end, now, from.left));
        }
        globe.hand.take_over(from.pointers.iter().copied(), now);
        globe
    }

    /// What another globe needs to continue from here.
    pub fn hand_over(&mut self, now: f64) -> Handover {
        self.step(now);
        let end = self.motion.end(now);
        Handover {
            camera: self.camera,
            end: self.motion.camera(end, self.camera, &self.stage),
            left: end - now,
            pointers: self.hand.pointers().collect(),
        }
    }

    pub fn camera(&self) -> Camera {
        self.camera
    }

    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    pub fn projection(&self) -> Projection {
        Projection::new(self.camera, &self.stage)
    }

    pub fn resize(&mut self, stage: Stage) {
        self.stage = stage;
    }

    pub fn set_calm(&mut self, calm: bool) {
        self.calm = calm;
    }

    /// Moves on to `now`. True while another frame will show something else.
    pub fn step(&mut self, now: f64) -> bool {
        self.camera = self.motion.camera(now, self.camera, &self.stage);
        if self.motion.is_over(now) {
            self.motion = Motion::Still;
        }
        !matches!(self.motion, Motion::Still)
    }

    pub fn press(&mut self, id: i32, at: Point, now: f64) {
        self.step(now);
        self.motion = Motion::Still;
        self.trail.clear();
        self.hand.press(id, at, now);
    }

    /// True when something turned.
    pub fn slide(&mut self, id: i32, to: Point, now: f64) -> bool {
        match self.hand.slide(id, to) {
            Gesture::Drag { from, to } => self.drag(from, to),
            Gesture::Pinch { from, to, ratio } => self.zoom_from_to(from, to, ratio),
            _ => return false,
        }
        self.trail.retain(|(then, _)| now - then <= MEMORY);
        self.trail.push((now, self.camera));
        true
    }

    /// The spot that was tapped, when this release ends a tap on the globe.
    pub fn lift(&mut self, id: i32, now: f64) -> Option<Spot> {
        match self.hand.lift(id, now) {
            Gesture::Tap(at) => return self.projection().pick(at),
            Gesture::Throw => self.throw(now),
            _ => {}
        }
        None
    }

    pub fn cancel(&mut self, id: i32) {
        self.hand.cancel(id);
    }

    /// A drag or a pinch is under way: a release will not be a tap.
    pub fn is_dragged(&self) -> bool {
        self.hand.is_moving()
    }

    /// Turns the wheel over a point of the screen; `delta` as the browser has it, in pixels.
    pub fn wheel(&mut self, at: Point, delta: f64) {
        self.motion = Motion::Still;
        self.zoom_from_to(at, at, (-delta * WHEEL).exp());
    }

    /// So many times closer, about a point of the screen or the middle of the globe.
    pub fn zoom_by(&mut self, ratio: f64, about: Option<Point>, now: f64) {
        let from = self.aim(now);
        let glide =
            Glide::new(self.camera, from.zoomed(from.zoom() * ratio), now, self.takes(ZOOM_STEP_TIME));
        let anchor = about.and_then(|at| self.projection().pick(at).map(|spot| (spot, at)));
        self.glide(anchor.map_or(glide, |(spot, at)| glide.about(spot, at)), now);
    }

    /// Turns by so many degrees east and north.
    pub fn turn(&mut self, east: f64, north: f64, now: f64) {
        let to = self.aim(now).turned(east, north);
        self.glide(Glide::new(self.camera, to, now, self.takes(TURN_STEP_TIME)), now);
    }

    /// Goes to a spot along the great circle, to this zoom or at the present one.
    pub fn fly_to(&mut self, spot: Spot, zoom: Option<f64>, now: f64) {
        self.step(now);
        let to = Camera::above(spot, zoom.unwrap_or(self.camera.zoom()));
        if self.calm || to == self.camera {
            self.motion = Motion::Still;
            self.camera = to;
        } else {
            self.motion = Motion::Flight(Flight::new(self.camera, to, now));
        }
    }

    /// Keeps the spot under the finger. Where that cannot be (beside the globe, or the pole is in the way) the
    /// globe turns by as much as a ball would under it.
    fn drag(&mut self, from: Point, to: Point) {
        let projection = self.projection();
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        // Near a pole a hair's breadth can mean half a turn, which feels like a slip and not like a drag.
        let most = 4.0 * dx.hypot(dy) / projection.radius;
        let held = projection.pick(from).and_then(|spot| projection.hold(spot, to));
        self.camera = held
            .filter(|camera| camera.centre().angle_to(self.camera.centre()) <= most)
            .unwrap_or_else(|| {
                let degrees = projection.radius.recip().to_degrees();
                let squeeze = self.camera.centre().lat().to_radians().cos().max(0.3);
                self.camera.turned(-dx * degrees / squeeze, dy * degrees)
            });
    }

    fn zoom_from_to(&mut self, from: Point, to: Point, ratio: f64) {
        let spot = self.projection().pick(from);
        self.camera = self.camera.zoomed(self.camera.zoom() * ratio);
        if let Some(camera) = spot.and_then(|spot| self.projection().hold(spot, to)) {
            self.camera = camera;
        }
    }

    fn throw(&mut self, now: f64) {
        let first = self.trail.iter().find(|(then, _)| now - then <= MEMORY).copied();
        self.trail.clear();
        let Some((then, from)) = first.filter(|(then, _)| now > *then && !self.calm) else {
            return;
        };
        let (a, b) = (from.centre(), self.camera.centre());
        let (east, north) = (wrap(b.lng() - a.lng()) / (now - then), (b.lat() - a.lat()) / (now - then));
        if let Some(coast) = Coast::new(self.camera, east, north, self.projection().radius, now) {
            self.motion = Motion::Coast(coast);
        }
    }

    /// Where the camera will be when the present step is over, so that held keys add up.
    fn aim(&mut self, now: f64) -> Camera {
        self.step(now);
        match &self.motion {
            Motion::Glide(glide) => glide.target(),
            _ => self.camera,
        }
    }

    fn glide(&mut self, glide: Glide, now: f64) {
        self.motion = Motion::Glide(glide);
        if self.calm {
            self.step(now);
        }
    }

    fn takes(&self, time: f64) -> f64 {
        if self.calm { 0.0 } else { time }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globe() -> Globe {
        Globe::new(Camera::at(20.0, 10.0, 1.0), Stage::open(800.0, 800.0))
    }

    fn drag(globe: &mut Globe, steps: u32) -> f64 {
        globe.press(1, Point { x: 400.0, y: 400.0 }, 0.0);
        for n in 1..=steps {
            globe.slide(1, Point { x: 400.0 + 8.0 * f64::from(n), y: 400.0 }, 16.0 * f64::from(n));
        }
        16.0 * f64::from(steps)
    }

    #[test]
    fn the_grabbed_spot_stays_under_the_finger() {
        let mut globe = globe();
        let spot = globe.projection().pick(Point { x: 400.0, y: 400.0 }).unwrap();
        drag(&mut globe, 12);
        let seen = globe.projection().project(spot);
        assert!(seen.at.distance(Point { x: 496.0, y: 400.0 }) < 1e-6, "{seen:?}");
    }

    #[test]
    fn a_throw_goes_on_the_same_way_and_stops() {
        let mut globe = globe();
        let end = drag(&mut globe, 12);
        let released = globe.camera().centre();
        assert_eq!(globe.lift(1, end), None);
        assert!(globe.step(end + 100.0));
        assert!(globe.camera().centre().lng() < released.lng(), "west, as the finger went east");
        assert!(!globe.step(end + 10_000.0));
    }

    #[test]
    fn holding_still_before_letting_go_throws_nothing() {
        let mut globe = globe();
        let end = drag(&mut globe, 12);
        globe.lift(1, end + 200.0);
        assert!(!globe.step(end + 201.0));
    }

    #[test]
    fn with_reduced_motion_everything_arrives_at_once() {
        let mut globe = globe();
        globe.set_calm(true);
        let end = drag(&mut globe, 12);
        globe.lift(1, end);
        assert!(!globe.step(end + 1.0));
        globe.fly_to(Spot::nearest(-33.9, 151.2), Some(4.0), end);
        assert_eq!(globe.camera(), Camera::at(-33.9, 151.2, 4.0));
        globe.zoom_by(1.6, None, end);
        globe.turn(10.0, 0.0, end);
        assert!(
            (globe.camera().zoom() - 6.4).abs() < 1e-9
                && (globe.camera().centre().lng() - 161.2).abs() < 1e-9
        );
        assert!(!globe.step(end + 2.0));
    }

    #[test]
    fn a_tap_names_the_spot_and_beside_the_globe_there_is_none() {
        let mut globe = globe();
        globe.press(1, Point { x: 400.0, y: 400.0 }, 0.0);
        let spot = globe.lift(1, 100.0).unwrap();
        assert!(spot.angle_to(Spot::nearest(20.0, 10.0)) < 1e-9);
        globe.press(1, Point { x: 5.0, y: 5.0 }, 200.0);
        assert_eq!(globe.lift(1, 300.0), None);
    }

    #[test]
    fn held_keys_add_up() {
        let mut globe = globe();
        for n in 0..5 {
            globe.turn(10.0, 0.0, f64::from(n) * 30.0);
        }
        globe.step(10_000.0);
        assert!((globe.camera().centre().lng() - 60.0).abs() < 1e-9);
    }

    #[test]
    fn any_touch_ends_a_flight() {
        let mut globe = globe();
        globe.fly_to(Spot::nearest(0.0, 120.0), None, 0.0);
        assert!(globe.step(300.0));
        globe.press(1, Point { x: 400.0, y: 400.0 }, 301.0);
        assert!(!globe.step(302.0));
    }

    #[test]
    fn a_pole_cannot_be_dragged_past() {
        let mut globe = Globe::new(Camera::at(80.0, 0.0, 1.0), Stage::open(800.0, 800.0));
        globe.press(1, Point { x: 400.0, y: 300.0 }, 0.0);
        for n in 1..60 {
            globe.slide(
                1,
                Point { x: 400.0 + f64::from(n % 7) * 20.0, y: 300.0 + 8.0 * f64::from(n) },
                f64::from(n),
            );
            let lat = globe.camera().centre().lat();
            assert!(lat.is_finite() && lat <= crate::MAX_LATITUDE);
        }
    }
}
