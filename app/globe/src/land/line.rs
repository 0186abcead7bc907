use crate::Vector;

/// A line over the Earth that may be closed to a ring, and the cap it lies within.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub points: Vec<Vector>,
    middle: Vector,
    /// Radians from the middle to the furthest point.
    reach: f64,
}

impl Line {
    pub fn new(points: Vec<Vector>) -> Self {
        let sum = points.iter().fold(Vector::default(), |sum, point| sum.mix(1.0, *point, 1.0));
        let length = sum.length();
        // A line right round the Earth has no middle; then any will do, and the cap is most of the Earth.
        let middle =
            if length > 1e-9 { sum.mix(length.recip(), sum, 0.0) } else { Vector { x: 1.0, y: 0.0, z: 0.0 } };
        let reach = points.iter().map(|point| middle.angle_to(*point)).fold(0.0, f64::max);
        Self { points, middle, reach }
    }

    /// Whether any of it, or of what it encloses, can lie within `angle` radians of `v`.
    pub fn is_near(&self, v: Vector, angle: f64) -> bool {
        self.middle.angle_to(v) <= self.reach + angle
    }

    /// Whether a direction is inside this line as a ring. The north pole is outside: no coast we draw goes round it.
    ///
    /// Walks from `v` north along its meridian and counts the edges it steps over; a ring around the south pole is
    /// therefore a ring like any other.
    pub fn encloses(&self, v: Vector) -> bool {
        let across = v.x.hypot(v.y);
        // At the very pole every meridian will do.
        let (cos, sin) = if across > 1e-12 { (v.x / across, v.y / across) } else { (1.0, 0.0) };
        let east = |p: Vector| p.y * cos - p.x * sin;
        let Some(mut before) = self.points.last().copied() else {
            return false;
        };
        let mut inside = false;
        for &point in &self.points {
            let (a, b) = (east(before), east(point));
            if (a < 0.0) != (b < 0.0) {
                let crossing = before.mix(b.abs(), point, a.abs());
                let ahead = crossing.x * cos + crossing.y * sin;
                inside ^= ahead > 0.0 && crossing.z * across > ahead * v.z;
            }
            before = point;
        }
        inside
    }
}
