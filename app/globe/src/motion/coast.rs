use crate::Camera;

/// After this many milliseconds a thrown globe has lost all but 1/e of its speed.
const DECAY: f64 = 325.0;
/// Slower than this, in pixels a frame, nobody sees it move.
const END: f64 = 0.5;
const FRAME: f64 = 1000.0 / 60.0;

/// Inertia: a throw that loses speed exponentially.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coast {
    from: Camera,
    start: f64,
    /// Degrees a millisecond, at the start.
    east: f64,
    north: f64,
    length: f64,
}

impl Coast {
    /// A throw of `east` and `north` degrees a millisecond on a globe of this radius in pixels. `None` when it is
    /// too slow to be seen.
    pub(crate) fn new(from: Camera, east: f64, north: f64, radius: f64, now: f64) -> Option<Self> {
        let across = east * from.centre().lat().to_radians().cos();
        let speed = across.hypot(north).to_radians() * radius * FRAME;
        (speed > END).then(|| Self { from, start: now, east, north, length: DECAY * (speed / END).ln() })
    }

    pub(crate) fn camera(&self, now: f64) -> Camera {
        let t = (now - self.start).clamp(0.0, self.length);
        let travelled = DECAY * (1.0 - (-t / DECAY).exp());
        self.from.turned(self.east * travelled, self.north * travelled)
    }

    pub(crate) fn is_over(&self, now: f64) -> bool {
        now >= self.end()
    }

    /// When it is over.
    pub(crate) fn end(&self) -> f64 {
        self.start + self.length
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_throw_slows_down_and_ends(east in -1.0..1.0, north in -0.02..0.02) {
            let Some(coast) = Coast::new(Camera::at(0.0, 0.0, 1.0), east, north, 300.0, 0.0) else { return Ok(()) };
            let step = |n: u32| {
                let [a, b] = [n, n + 1].map(|n| coast.camera(f64::from(n) * FRAME).centre());
                a.angle_to(b) * 300.0
            };
            let mut last = f64::INFINITY;
            for n in 0..600 {
                let moved = step(n);
                prop_assert!(moved <= last + 1e-6, "faster in frame {n}: {moved} after {last}");
                last = moved;
            }
            prop_assert!(coast.is_over(10_000.0) && last == 0.0);
        }
    }

    #[test]
    fn a_slow_release_is_not_a_throw() {
        assert!(Coast::new(Camera::default(), 0.001, 0.001, 300.0, 0.0).is_none());
    }
}
