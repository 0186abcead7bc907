use super::{ease, progress};
use crate::Camera;

/// A flight takes this long in milliseconds, by how far it goes.
const SHORTEST: f64 = 600.0;
const LONGEST: f64 = 1400.0;
/// Half-way round the Earth the zoom dips to this share, so that the journey is seen and not only the landing.
const DIP: f64 = 0.55;

/// A journey along the great circle from one camera to another, rising a little on the way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flight {
    from: Camera,
    to: Camera,
    start: f64,
    length: f64,
    /// Radians between the two.
    angle: f64,
}

impl Flight {
    pub(crate) fn new(from: Camera, to: Camera, now: f64) -> Self {
        let angle = from.centre().angle_to(to.centre());
        let length = SHORTEST + (LONGEST - SHORTEST) * angle / std::f64::consts::PI;
        Self { from, to, start: now, length, angle }
    }

    pub(crate) fn camera(&self, now: f64) -> Camera {
        let t = ease(progress(now, self.start, self.length));
        // The ends are exact: no rounding on the way may leave us beside the pin we came for.
        match t {
            t if t <= 0.0 => self.from,
            t if t >= 1.0 => self.to,
            t => Camera::above(self.from.centre().towards(self.to.centre(), t), self.zoom(t)),
        }
    }

    pub(crate) fn is_over(&self, now: f64) -> bool {
        now >= self.end()
    }

    /// When it is over.
    pub(crate) fn end(&self) -> f64 {
        self.start + self.length
    }

    fn zoom(&self, t: f64) -> f64 {
        let level = self.from.zoom().ln() * (1.0 - t) + self.to.zoom().ln() * t;
        let dip = DIP.ln() * (self.angle / std::f64::consts::PI) * (std::f64::consts::PI * t).sin();
        (level + dip).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cameras() -> impl Strategy<Value = Camera> {
        (-90.0..=90.0, -180.0..=180.0, 0.5..30.0).prop_map(|(lat, lng, zoom)| Camera::at(lat, lng, zoom))
    }

    proptest! {
        #[test]
        fn a_flight_begins_and_ends_exactly_and_never_loses_its_way(from in cameras(), to in cameras(), t in 0.0..1.0) {
            let flight = Flight::new(from, to, 1000.0);
            prop_assert_eq!(flight.camera(1000.0), from);
            prop_assert_eq!(flight.camera(1000.0 + flight.length), to);
            prop_assert!((SHORTEST..=LONGEST).contains(&flight.length) && flight.is_over(1000.0 + flight.length));

            let on_the_way = flight.camera(1000.0 + t * flight.length);
            let (gone, left) = (from.centre().angle_to(on_the_way.centre()), on_the_way.centre().angle_to(to.centre()));
            prop_assert!(on_the_way.zoom().is_finite() && gone.is_finite() && left.is_finite());
        }
    }

    #[test]
    fn the_way_over_the_pacific_does_not_go_round_africa() {
        let flight = Flight::new(Camera::at(0.0, 170.0, 1.0), Camera::at(0.0, -170.0, 1.0), 0.0);
        let middle = flight.camera(flight.length / 2.0);
        assert!(middle.centre().lng().abs() > 179.9 && middle.zoom() < 1.0);
    }
}
