//! What one globe tells another that continues in its place: where the camera is, where it goes, and which pointers are
//! down. As plain numbers, because the two may be in different modules.

use crate::{Camera, MAX_LATITUDE, MAX_ZOOM, MIN_ZOOM, Point, Spot};

/// No motion takes longer than this, in milliseconds.
const LONGEST: f64 = 10_000.0;
/// More pointers are not on one screen.
const MOST_POINTERS: usize = 10;
/// Two cameras and a time.
const HEAD: usize = 7;
/// The id of a pointer, and where it is.
const POINTER: usize = 3;

/// The state of a globe that stops.
#[derive(Clone, Debug, PartialEq)]
pub struct Handover {
    pub(crate) camera: Camera,
    /// Where the camera stops if nothing else happens.
    pub(crate) end: Camera,
    /// Milliseconds until it is there. Zero: it rests.
    pub(crate) left: f64,
    /// The pointers that are down.
    pub(crate) pointers: Vec<(i32, Point)>,
}

impl Handover {
    /// All of it, to be read with [`Handover::of_numbers`].
    pub fn numbers(&self) -> Vec<f64> {
        let camera = |camera: Camera| [camera.centre().lat(), camera.centre().lng(), camera.zoom()];
        let mut numbers = [camera(self.camera), camera(self.end)].concat();
        numbers.push(self.left);
        numbers.extend(self.pointers.iter().flat_map(|(id, at)| [f64::from(*id), at.x, at.y]));
        numbers
    }

    /// `None` for numbers that no globe gives.
    pub fn of_numbers(numbers: &[f64]) -> Option<Self> {
        let (head, pointers) = numbers.split_at_checked(HEAD)?;
        let known = numbers.iter().all(|number| number.is_finite())
            && pointers.len() % POINTER == 0
            && pointers.len() <= MOST_POINTERS * POINTER
            && (0.0..=LONGEST).contains(&head[6]);
        let pointers = pointers.chunks_exact(POINTER);
        known.then_some(Self {
            camera: camera(&head[..3])?,
            end: camera(&head[3..6])?,
            left: head[6],
            pointers: pointers.map(|of| (of[0] as i32, Point { x: of[1], y: of[2] })).collect(),
        })
    }
}

fn camera(numbers: &[f64]) -> Option<Camera> {
    let &[lat, lng, zoom] = numbers else { return None };
    let known = lat.abs() <= MAX_LATITUDE && (MIN_ZOOM..=MAX_ZOOM).contains(&zoom);
    Spot::new(lat, lng).filter(|_| known).map(|spot| Camera::above(spot, zoom))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Globe, Stage};

    fn globe() -> Globe {
        Globe::new(Camera::at(20.0, 10.0, 2.0), Stage::open(800.0, 800.0))
    }

    /// The globe that continues, in another module.
    fn next(globe: &mut Globe, now: f64) -> Globe {
        let numbers = globe.hand_over(now).numbers();
        Globe::take_over(&Handover::of_numbers(&numbers).unwrap(), *globe.stage(), now)
    }

    #[test]
    fn a_globe_that_rests_continues_where_it_is() {
        let mut before = globe();
        let mut after = next(&mut before, 5.0);
        assert!(!after.step(6.0));
        assert_eq!(after.camera(), before.camera());
    }

    #[test]
    fn a_glide_a_flight_and_a_throw_continue_and_end_where_they_would() {
        let begin: [fn(&mut Globe); 3] = [
            |globe| globe.turn(30.0, 5.0, 0.0),
            |globe| globe.fly_to(Spot::nearest(-30.0, 150.0), Some(4.0), 0.0),
            |globe| {
                globe.press(1, Point { x: 400.0, y: 400.0 }, -32.0);
                globe.slide(1, Point { x: 410.0, y: 400.0 }, -16.0);
                globe.slide(1, Point { x: 440.0, y: 400.0 }, 0.0);
                globe.lift(1, 0.0);
            },
        ];
        for begin in begin {
            let mut before = globe();
            begin(&mut before);
            let mut after = next(&mut before, 50.0);
            assert!(after.step(50.0), "it still moves");
            assert_eq!(after.camera(), before.camera(), "without a jump");
            assert!(!after.step(10_000.0) && !before.step(10_000.0));
            assert_eq!(after.camera(), before.camera());
        }
    }

    #[test]
    fn a_drag_continues_under_the_finger_and_does_not_end_as_a_tap() {
        let mut before = globe();
        before.press(7, Point { x: 400.0, y: 400.0 }, 0.0);
        before.slide(7, Point { x: 440.0, y: 400.0 }, 16.0);
        let held = before.projection().pick(Point { x: 440.0, y: 400.0 }).unwrap();
        let mut after = next(&mut before, 20.0);
        assert!(after.slide(7, Point { x: 480.0, y: 410.0 }, 32.0));
        assert!(after.projection().project(held).at.distance(Point { x: 480.0, y: 410.0 }) < 1e-6);
        assert_eq!(after.lift(7, 40.0), None);

        before.press(7, Point { x: 400.0, y: 400.0 }, 50.0);
        assert_eq!(next(&mut before, 60.0).lift(7, 70.0), None, "nor does a press");
    }

    #[test]
    fn other_numbers_are_refused() {
        let good = globe().hand_over(0.0).numbers();
        assert!(Handover::of_numbers(&good).is_some());
        let with = |at: usize, number: f64| {
            let mut numbers = good.clone();
            numbers[at] = number;
            Handover::of_numbers(&numbers)
        };
        for (at, number) in [(0, 91.0), (1, f64::NAN), (2, 0.0), (2, 1e9), (5, -1.0), (6, -1.0), (6, 1e9)] {
            assert_eq!(with(at, number), None, "{number} at {at}");
        }
        assert_eq!(Handover::of_numbers(&good[..6]), None);
        assert_eq!(Handover::of_numbers(&[&good[..], &[1.0, 2.0]].concat()), None);
        assert_eq!(Handover::of_numbers(&[&good[..], &[1.0; 33]].concat()), None);
    }
}
