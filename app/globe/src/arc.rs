//! The way of something that is thrown from one spot to another: over the great circle, and higher the further it is.

use crate::{Point, Projection, Spot, Vector, outline::Pen};

/// So many pieces look round.
const PIECES: u32 = 40;
/// How high it goes, in radii: a little, and so much more half-way round the Earth.
const LIFT: f64 = 0.04;
const FURTHER: f64 = 0.5;

/// Draws what is seen of the way. What the Earth hides is left out.
pub fn throw(from: Spot, to: Spot, projection: &Projection, pen: &mut impl Pen) {
    let height = LIFT + FURTHER * from.angle_to(to) / std::f64::consts::PI;
    let mut was_seen = false;
    for piece in 0..=PIECES {
        let share = f64::from(piece) / f64::from(PIECES);
        let up = 1.0 + height * (std::f64::consts::PI * share).sin();
        let seen = seen(from.towards(to, share).vector(), up, projection);
        match (was_seen, seen) {
            (true, Some(at)) => pen.line_to(at),
            (false, Some(at)) => pen.start(at),
            (_, None) => {}
        }
        was_seen = seen.is_some();
    }
}

/// Where a point so many radii above the middle of the Earth is on the screen, unless the Earth is before it.
fn seen(direction: Vector, up: f64, projection: &Projection) -> Option<Point> {
    let v = projection.view(direction);
    let (x, y) = (v.x * up, v.y * up);
    (v.z >= 0.0 || x.hypot(y) > 1.0).then(|| projection.place(x, y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Camera, Stage};

    #[derive(Default)]
    struct Lines(Vec<Vec<Point>>);

    impl Pen for Lines {
        fn start(&mut self, at: Point) {
            self.0.push(vec![at]);
        }
        fn line_to(&mut self, at: Point) {
            self.0.last_mut().unwrap().push(at);
        }
        fn close(&mut self) {}
    }

    fn thrown(from: (f64, f64), to: (f64, f64)) -> (Lines, Projection) {
        let projection = Projection::new(Camera::default(), &Stage::open(800.0, 800.0));
        let spot = |(lat, lng)| Spot::new(lat, lng).unwrap();
        let mut lines = Lines::default();
        throw(spot(from), spot(to), &projection, &mut lines);
        (lines, projection)
    }

    #[test]
    fn a_throw_begins_at_one_pin_and_ends_at_the_other() {
        let (lines, projection) = thrown((47.0, 15.4), (6.5, 3.4));
        let [line] = &lines.0[..] else { panic!("one line") };
        let at = |lat, lng| projection.project(Spot::new(lat, lng).unwrap()).at;
        assert!(line[0].distance(at(47.0, 15.4)) < 1e-6);
        assert!(line[line.len() - 1].distance(at(6.5, 3.4)) < 1e-6);
    }

    #[test]
    fn what_the_earth_hides_is_not_drawn() {
        let (hidden, _) = thrown((-22.0, -168.0), (-22.5, -167.0));
        assert!(hidden.0.is_empty());
        let (over_the_edge, projection) = thrown((47.0, 15.4), (-20.0, -160.0));
        let points: Vec<_> = over_the_edge.0.concat();
        assert!(!points.is_empty() && points.len() < PIECES as usize);
        assert!(points.iter().any(|at| at.distance(projection.centre) > projection.radius));
    }
}
