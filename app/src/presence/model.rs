//! Places, and who is at them.

use serde::{Deserialize, Serialize};

/// A place on Earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    lat: f64,
    lon: f64,
}

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
