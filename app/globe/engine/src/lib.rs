//! The globe in a browser: it draws, listens to pointers, and moves the pins.
//!
//! It knows no framework: a page gives it elements and [`Marker`]s, and hears from it by plain functions. So a small
//! module can run it before the app is there. The maths, and how the planet is drawn, are in the crate `globe`.
//!
//! One frame is asked for when something changed. When nothing changes, nothing is drawn.

mod camera_step;
mod marker;
mod spot_text;

#[cfg(any(feature = "browser", test))]
mod crowd;
#[cfg(any(feature = "browser", test))]
mod look;
#[cfg(any(feature = "browser", test))]
mod places;
#[cfg(any(feature = "browser", test))]
mod stand;
#[cfg(any(feature = "browser", test))]
mod way;

#[cfg(feature = "browser")]
mod arcs;
#[cfg(feature = "browser")]
mod attributes;
#[cfg(feature = "browser")]
mod button;
#[cfg(feature = "browser")]
mod card;
#[cfg(feature = "browser")]
mod engine;
#[cfg(feature = "browser")]
mod halo;
#[cfg(feature = "browser")]
mod hear;
#[cfg(feature = "browser")]
mod input;
#[cfg(feature = "browser")]
mod labels;
#[cfg(feature = "browser")]
mod land;
#[cfg(feature = "browser")]
mod pins;
#[cfg(feature = "browser")]
mod predecessor;
#[cfg(feature = "browser")]
mod screen;
#[cfg(feature = "browser")]
mod sight;
#[cfg(feature = "browser")]
mod surface;
#[cfg(feature = "browser")]
mod svg;

pub use camera_step::CameraStep;
#[cfg(feature = "browser")]
pub use engine::{Elements, Engine, Hears};
pub use marker::{Marker, VisibilityArea};
#[cfg(feature = "browser")]
pub use sight::Sight;
pub use spot_text::{parse_spot, spot_text};

/// The name of the function on `window` that stops the engine which draws before the app does. It takes nothing and gives
/// the numbers of a [`globe::Handover`].
pub const HAND_OVER: &str = "handOverGlobe";

/// The address of the coasts at 1:110 million, which the first globe needs. Made by `globe/generate/land.mjs`.
pub const LAND: &str = "/land-110m.bin";
