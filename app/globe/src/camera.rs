use crate::{Spot, Vector, spot::wrap};

/// Closer to a pole than this, north up stops meaning anything.
pub const MAX_LATITUDE: f64 = 85.0;
/// The whole world, with room around it.
pub const MIN_ZOOM: f64 = 0.8;
/// Beyond this the 1:110m coast is a handful of straight lines.
pub const MAX_ZOOM: f64 = 24.0;

/// Where we look from: straight above a spot, north up, so many times closer than "the globe fits".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    lat: f64,
    lng: f64,
    zoom: f64,
}

impl Camera {
    /// Above `centre`, or as near to it as the limits allow.
    pub fn above(centre: Spot, zoom: f64) -> Self {
        Self::at(centre.lat(), centre.lng(), zoom)
    }

    /// Any finite numbers; latitude and zoom are held to their limits.
    pub(crate) fn at(lat: f64, lng: f64, zoom: f64) -> Self {
        Self {
            lat: lat.clamp(-MAX_LATITUDE, MAX_LATITUDE),
            lng: wrap(lng),
            zoom: zoom.clamp(MIN_ZOOM, MAX_ZOOM),
        }
    }

    /// The spot straight below.
    pub fn centre(self) -> Spot {
        Spot::nearest(self.lat, self.lng)
    }

    pub fn zoom(self) -> f64 {
        self.zoom
    }

    pub fn zoomed(self, zoom: f64) -> Self {
        Self::at(self.lat, self.lng, zoom)
    }

    /// Turned by so many degrees east and north.
    pub fn turned(self, east: f64, north: f64) -> Self {
        Self::at(self.lat + north, self.lng + east, self.zoom)
    }

    /// The three directions of the screen: right, up, and out of it towards us.
    pub(crate) fn axes(self) -> [Vector; 3] {
        let (lat, lng) = (self.lat.to_radians(), self.lng.to_radians());
        [
            Vector { x: -lng.sin(), y: lng.cos(), z: 0.0 },
            Vector { x: -lat.sin() * lng.cos(), y: -lat.sin() * lng.sin(), z: lat.cos() },
            self.centre().vector(),
        ]
    }
}

impl Default for Camera {
    /// Europe and Africa, with the Atlantic on one side and Asia coming up on the other.
    fn default() -> Self {
        Self { lat: 22.0, lng: 12.0, zoom: 1.0 }
    }
}
