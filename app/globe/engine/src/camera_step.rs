//! What a key or a button does to the camera.

use globe::Globe;

/// Each step of a zoom button or key.
const ZOOM: f64 = 1.6;
/// Degrees that an arrow key turns at zoom 1, and with Shift.
const TURN: f64 = 10.0;
const FAR_TURN: f64 = 30.0;

/// A step of the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CameraStep {
    Closer,
    Further,
    /// Degrees east and north at zoom 1; closer in it is less.
    Turn(f64, f64),
    /// The whole globe, from where it is seen now.
    World,
}

impl CameraStep {
    /// What a key means while the globe has the focus. Arrows turn, three times as far with Shift.
    pub fn of_key(key: &str, shift: bool) -> Option<Self> {
        let turn = if shift { FAR_TURN } else { TURN };
        Some(match key {
            "ArrowLeft" => Self::Turn(-turn, 0.0),
            "ArrowRight" => Self::Turn(turn, 0.0),
            "ArrowUp" => Self::Turn(0.0, turn),
            "ArrowDown" => Self::Turn(0.0, -turn),
            "+" | "=" => Self::Closer,
            "-" | "_" => Self::Further,
            "0" => Self::World,
            _ => return None,
        })
    }

    /// Begins the step at `now`, in milliseconds.
    pub fn take(self, globe: &mut Globe, now: f64) {
        match self {
            Self::Closer => globe.zoom_by(ZOOM, None, now),
            Self::Further => globe.zoom_by(1.0 / ZOOM, None, now),
            Self::Turn(east, north) => {
                let zoom = globe.camera().zoom().max(1.0);
                globe.turn(east / zoom, north / zoom, now);
            }
            Self::World => globe.fly_to(globe.camera().centre(), Some(1.0), now),
        }
    }
}

#[cfg(test)]
mod tests {
    use globe::{Camera, Stage};

    use super::*;

    #[test]
    fn keys_turn_and_zoom_and_others_are_left_alone() {
        assert_eq!(CameraStep::of_key("ArrowRight", false), Some(CameraStep::Turn(10.0, 0.0)));
        assert_eq!(CameraStep::of_key("ArrowDown", true), Some(CameraStep::Turn(0.0, -30.0)));
        assert_eq!(CameraStep::of_key("0", false), Some(CameraStep::World));
        assert_eq!(CameraStep::of_key("Tab", false), None);
    }

    #[test]
    fn a_turn_is_smaller_from_near_and_the_world_is_seen_from_where_one_is() {
        let mut globe = Globe::new(Camera::default().zoomed(4.0), Stage::open(800.0, 800.0));
        globe.set_calm(true);
        let before = globe.camera().centre();
        CameraStep::Turn(10.0, 0.0).take(&mut globe, 0.0);
        assert!((globe.camera().centre().lng() - before.lng() - 2.5).abs() < 1e-9);
        let here = globe.camera().centre();
        CameraStep::World.take(&mut globe, 1.0);
        assert_eq!((globe.camera().centre(), globe.camera().zoom()), (here, 1.0));
    }
}
