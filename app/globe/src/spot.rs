use crate::Vector;

/// The Earth's mean radius.
pub const EARTH_KM: f64 = 6371.0;

/// A place on Earth, in degrees. Having one is proof that it is on Earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    lat: f64,
    lng: f64,
}

impl Spot {
    /// Latitude −90 to 90, any finite longitude (kept within −180 to 180). `None` for anything else.
    pub fn new(lat: f64, lng: f64) -> Option<Self> {
        (lat.is_finite() && lng.is_finite() && lat.abs() <= 90.0).then(|| Self { lat, lng: wrap(lng) })
    }

    /// The nearest place there is: latitude is held to the poles, longitude goes round.
    pub(crate) fn nearest(lat: f64, lng: f64) -> Self {
        Self { lat: lat.clamp(-90.0, 90.0), lng: wrap(lng) }
    }

    /// Degrees north.
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    pub fn lng(self) -> f64 {
        self.lng
    }

    /// The same place as a direction from the middle of the Earth.
    pub fn vector(self) -> Vector {
        let (lat, lng) = (self.lat.to_radians(), self.lng.to_radians());
        Vector { x: lat.cos() * lng.cos(), y: lat.cos() * lng.sin(), z: lat.sin() }
    }

    /// The spot a share of the way along the great circle to `other`: 0 is here and 1 is there, exactly.
    pub fn towards(self, other: Spot, share: f64) -> Spot {
        if share <= 0.0 {
            return self;
        }
        if share >= 1.0 {
            return other;
        }
        let angle = self.angle_to(other);
        let sine = angle.sin();
        if sine.abs() < 1e-6 {
            // Next to each other or exactly opposite: there is no one great circle, so any even path will do.
            let (north, east) = (other.lat - self.lat, wrap(other.lng - self.lng));
            return Self::nearest(self.lat + north * share, self.lng + east * share);
        }
        let [here, there] = [1.0 - share, share].map(|part| (part * angle).sin() / sine);
        self.vector().mix(here, other.vector(), there).into()
    }

    /// How far away `other` is along the Earth, as an angle in radians, 0 to π.
    pub fn angle_to(self, other: Spot) -> f64 {
        self.vector().angle_to(other.vector())
    }

    /// The same in kilometres.
    pub fn km_to(self, other: Spot) -> f64 {
        self.angle_to(other) * EARTH_KM
    }
}

impl From<Vector> for Spot {
    /// The place a direction points at. Its length does not matter.
    fn from(v: Vector) -> Self {
        Self::nearest(v.z.atan2(v.x.hypot(v.y)).to_degrees(), v.y.atan2(v.x).to_degrees())
    }
}

/// Brings an angle in degrees into −180 to 180.
pub(crate) fn wrap(degrees: f64) -> f64 {
    if degrees.abs() <= 180.0 { degrees } else { (degrees + 180.0).rem_euclid(360.0) - 180.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_on_earth_are_spots() {
        assert!(Spot::new(90.0, 180.0).is_some());
        assert_eq!(Spot::new(10.0, 190.0), Spot::new(10.0, -170.0));
        assert_eq!(Spot::new(90.1, 0.0), None);
        assert_eq!(Spot::new(f64::NAN, 0.0), None);
        assert_eq!(Spot::new(0.0, f64::INFINITY), None);
    }

    #[test]
    fn a_quarter_of_the_way_round_is_a_quarter_turn() {
        let (gulf, pole) = (Spot::nearest(0.0, 0.0), Spot::nearest(90.0, 57.0));
        assert!((gulf.angle_to(pole) - std::f64::consts::FRAC_PI_2).abs() < 1e-12);
    }
}
