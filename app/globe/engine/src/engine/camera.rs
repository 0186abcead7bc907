//! Where the camera is sent from outside.

use globe::{Circle, Spot};

use super::Engine;
use crate::CameraStep;

/// A spot one goes to is seen from at least this near.
const NEAR_ENOUGH: f64 = 1.6;
/// A spot one flies to is seen from here, where its towns have coasts.
const CLOSE_UP: f64 = 6.0;
/// What fills this share of the whole globe is large enough to be seen, and small enough to be seen with what is around.
const FRAME: f64 = 0.7;

impl Engine {
    pub fn step(&self, step: CameraStep) {
        self.steer(|globe, now| step.take(globe, now));
    }

    /// Goes to a spot.
    pub fn show_spot(&self, spot: Spot) {
        self.fly_to(spot, NEAR_ENOUGH);
    }

    /// The same from close by.
    pub fn visit(&self, spot: Spot) {
        self.fly_to(spot, CLOSE_UP);
    }

    /// Goes where all of a circle is seen, and large enough to be.
    pub fn frame_circle(&self, circle: Circle) {
        self.steer(|globe, now| {
            globe.fly_to(circle.middle(), Some(circle.zoom_to_fill(FRAME).max(1.0)), now);
        });
    }

    fn fly_to(&self, spot: Spot, at_least: f64) {
        self.steer(|globe, now| {
            let zoom = globe.camera().zoom().max(at_least);
            globe.fly_to(spot, Some(zoom), now);
        });
    }
}
