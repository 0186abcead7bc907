//! A place.

use serde::{Deserialize, Serialize};

/// A place on Earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Typed")]
pub struct Spot {
    lat: f64,
    lon: f64,
}

/// A place as it was sent, before anybody looked whether it is one.
#[derive(Deserialize)]
struct Typed {
    lat: f64,
    lon: f64,
}

/// The numbers name no place on Earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a place on Earth")]
pub struct NowhereOnEarth;

impl Spot {
    /// Latitude between -90 and 90, longitude between -180 and 180; anything else is no place.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        ((-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some(Self { lat, lon })
    }

    pub fn lat(self) -> f64 {
        self.lat
    }

    pub fn lon(self) -> f64 {
        self.lon
    }
}

impl TryFrom<Typed> for Spot {
    type Error = NowhereOnEarth;

    fn try_from(Typed { lat, lon }: Typed) -> Result<Self, NowhereOnEarth> {
        Self::new(lat, lon).ok_or(NowhereOnEarth)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn there_is_nothing_beyond_the_poles_or_the_date_line() {
        assert!(Spot::new(90.0, -180.0).is_some());
        for (lat, lon) in [(90.1, 0.0), (0.0, 180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Spot::new(lat, lon), None, "{lat} {lon}");
        }
        assert!(serde_json::from_str::<Spot>(r#"{"lat": 91, "lon": 0}"#).is_err());
    }

    proptest! {
        #[test]
        fn every_place_survives_being_sent(lat in -90.0f64..=90.0, lon in -180.0f64..=180.0) {
            let spot = Spot::new(lat, lon).unwrap();
            let sent = serde_json::to_string(&spot).unwrap();
            let back: Spot = serde_json::from_str(&sent).unwrap();
            prop_assert!((back.lat() - lat).abs() < 1e-9 && (back.lon() - lon).abs() < 1e-9);
        }
    }
}
