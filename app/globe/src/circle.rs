//! A circle over the Earth: everywhere within so far of a spot. What of it is turned towards us is a shape on the
//! screen, cut off along the limb where the circle goes over it.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::{EARTH_KM, Point, Projection, Spot, Vector, outline::Pen};

/// So many pieces look round, however near one looks from.
const PIECES: u32 = 96;
/// No circle is larger: from here on it would go right round what is turned towards us.
const MOST: f64 = FRAC_PI_2 * 0.98;

/// Everywhere within so far of a spot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    middle: Spot,
    /// Radians along the Earth, more than 0 and less than a quarter of the way round.
    angle: f64,
}

impl Circle {
    /// `None` when `km` is no distance. What is further than nearly a quarter of the way round is held to that.
    pub fn around(middle: Spot, km: f64) -> Option<Self> {
        (km.is_finite() && km > 0.0).then(|| Self { middle, angle: (km / EARTH_KM).min(MOST) })
    }

    pub fn middle(&self) -> Spot {
        self.middle
    }

    /// How large it is on the screen where it is seen from straight above, in CSS pixels.
    pub fn size(&self, projection: &Projection) -> f64 {
        self.angle.sin() * projection.radius
    }

    /// From this zoom it fills so large a share of the globe as it is at zoom 1.
    pub fn zoom_to_fill(&self, share: f64) -> f64 {
        share / self.angle.sin()
    }

    /// Draws what is seen of it as one closed shape, for filling. Nothing where all of it is behind the limb.
    pub fn fill(&self, projection: &Projection, pen: &mut impl Pen) {
        let Some(Seen { edge, limb }) = self.seen(projection) else { return };
        let mut points = edge.into_iter().chain(limb);
        points.next().into_iter().for_each(|first| pen.start(first));
        points.for_each(|point| pen.line_to(point));
        pen.close();
    }

    /// Draws what is seen of its edge, for a line. The limb is no edge of it.
    pub fn stroke(&self, projection: &Projection, pen: &mut impl Pen) {
        let Some(Seen { edge, limb }) = self.seen(projection) else { return };
        let mut points = edge.into_iter();
        points.next().into_iter().for_each(|first| pen.start(first));
        points.for_each(|point| pen.line_to(point));
        if limb.is_empty() {
            pen.close();
        }
    }

    /// Where its edge and the limb bound what is seen of it.
    fn seen(&self, projection: &Projection) -> Option<Seen> {
        let axis = projection.view(self.middle.vector());
        let (sin, cos) = self.angle.sin_cos();
        // How far the axis leans away from us, and which way it leans on the screen.
        let lean = axis.x.hypot(axis.y);
        let (east, north) = if lean > 1e-12 { (axis.x / lean, axis.y / lean) } else { (1.0, 0.0) };
        // The edge is cos · axis + sin · (cos t · up + sin t · across). `up` is as far towards us as there is, and `across`
        // lies in the screen, so that the depth is axis.z · cos + lean · sin · cos t: highest in the middle, at t = 0.
        let up = Vector { x: -axis.z * east, y: -axis.z * north, z: lean };
        let across = Vector { x: -north, y: east, z: 0.0 };
        let (middle, swing) = (axis.z * cos, lean * sin);
        if middle + swing <= 0.0 {
            return None;
        }
        let whole = middle >= swing;
        let most = if whole { PI } else { (-middle / swing).acos() };
        let steps = f64::from(PIECES);
        let edge = (0..PIECES + u32::from(!whole)).map(|piece| {
            let t = most * (2.0 * f64::from(piece) / steps - 1.0);
            let around = up.mix(t.cos(), across, t.sin());
            let at = axis.mix(cos, around, sin);
            projection.place(at.x, at.y)
        });
        // A point of the limb, φ from where the axis leans to, is within the circle as long as lean · cos φ ≥ cos.
        let limb = (!whole).then(|| (cos / lean).min(1.0).acos()).into_iter().flat_map(|most| {
            (0..=PIECES).map(move |piece| {
                let (sin, cos) = (most * (1.0 - 2.0 * f64::from(piece) / steps)).sin_cos();
                projection.place(east * cos - north * sin, north * cos + east * sin)
            })
        });
        Some(Seen { edge: edge.collect(), limb: limb.collect() })
    }
}

struct Seen {
    edge: Vec<Point>,
    /// From where the edge ends to where it begins; empty where the whole edge is seen.
    limb: Vec<Point>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Camera, Stage};

    /// Keeps what was drawn, and answers whether a point is inside it.
    #[derive(Default)]
    struct Drawn {
        points: Vec<Point>,
        starts: usize,
        closed: bool,
    }

    impl Pen for Drawn {
        fn start(&mut self, at: Point) {
            self.starts += 1;
            self.points.push(at);
        }
        fn line_to(&mut self, at: Point) {
            self.points.push(at);
        }
        fn close(&mut self) {
            self.closed = true;
        }
    }

    impl Drawn {
        fn holds(&self, at: Point) -> bool {
            let edges = self.points.iter().zip(self.points.iter().cycle().skip(1));
            let crossed = edges.filter(|(a, b)| {
                (a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)
            });
            crossed.count() % 2 == 1
        }
    }

    fn over(lat: f64, lng: f64, zoom: f64) -> Projection {
        Projection::new(Camera::at(lat, lng, zoom), &Stage::open(1000.0, 1000.0))
    }

    fn filled(circle: Circle, projection: &Projection) -> Drawn {
        let mut drawn = Drawn::default();
        circle.fill(projection, &mut drawn);
        drawn
    }

    fn stroked(circle: Circle, projection: &Projection) -> Drawn {
        let mut drawn = Drawn::default();
        circle.stroke(projection, &mut drawn);
        drawn
    }

    fn around(lat: f64, lng: f64, km: f64) -> Circle {
        Circle::around(Spot::nearest(lat, lng), km).unwrap()
    }

    #[test]
    fn no_distance_is_no_circle() {
        for km in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Circle::around(Spot::nearest(47.0, 15.4), km), None, "{km}");
        }
    }

    #[test]
    fn from_straight_above_it_is_round_and_as_large_as_it_says() {
        let (circle, projection) = (around(47.0, 15.4, 1000.0), over(47.0, 15.4, 1.0));
        let drawn = stroked(circle, &projection);
        assert!(drawn.closed && drawn.starts == 1);
        for at in &drawn.points {
            assert!((at.distance(projection.centre) - circle.size(&projection)).abs() < 1e-6);
        }
        let far = over(47.0, 15.4, circle.zoom_to_fill(0.5));
        let near = over(47.0, 15.4, 1.0);
        assert!((circle.size(&far) - 0.5 * near.radius).abs() < 1e-6);
    }

    #[test]
    fn over_the_limb_its_line_ends_there_and_behind_it_there_is_none() {
        let projection = over(0.0, 0.0, 1.0);
        let half = stroked(around(0.0, 90.0, 1000.0), &projection);
        assert!(!half.closed && half.starts == 1);
        for end in [half.points.first(), half.points.last()] {
            assert!((end.unwrap().distance(projection.centre) - projection.radius).abs() < 1e-6);
        }
        for behind in [around(0.0, 180.0, 1000.0), around(0.0, 100.0, 1000.0)] {
            assert!(stroked(behind, &projection).points.is_empty());
            assert!(filled(behind, &projection).points.is_empty());
        }
    }

    proptest! {
        #[test]
        fn what_is_filled_is_what_is_near_enough_from_wherever_one_looks(
            (lat, lng) in (-90.0..=90.0, -180.0..=180.0),
            (over_lat, over_lng, zoom) in (-85.0..=85.0, -180.0..=180.0, 0.8..24.0),
            km in 20.0..9_000.0,
            (r, turn) in (0.0..0.99_f64, 0.0..std::f64::consts::TAU),
        ) {
            let (circle, projection) = (around(lat, lng, km), over(over_lat, over_lng, zoom));
            let at = projection.place(r * turn.cos(), r * turn.sin());
            let away = projection.pick(at).unwrap().angle_to(circle.middle);
            // A polygon is a little inside the circle it stands for.
            prop_assume!((away - circle.angle).abs() > circle.angle * 0.01);
            prop_assert_eq!(filled(circle, &projection).holds(at), away < circle.angle);
        }

        #[test]
        fn its_edge_lies_on_the_globe_and_so_far_from_the_middle(
            (lat, lng) in (-90.0..=90.0, -180.0..=180.0),
            (over_lat, over_lng) in (-85.0..=85.0, -180.0..=180.0),
            km in 20.0..9_000.0,
        ) {
            let (circle, projection) = (around(lat, lng, km), over(over_lat, over_lng, 1.0));
            for at in stroked(circle, &projection).points {
                let out = at.distance(projection.centre) / projection.radius;
                prop_assert!(out <= 1.0 + 1e-9);
                // On the very limb a hair's breadth of screen is degrees of Earth.
                if out < 0.999 {
                    let away = projection.pick(at).unwrap().angle_to(circle.middle);
                    prop_assert!((away - circle.angle).abs() < 1e-6, "{} instead of {}", away, circle.angle);
                }
            }
        }
    }
}
