//! A globe that can be turned: its maths, and the two backends that draw it.
//!
//! What it promises: the spot that is drawn is the spot that is picked; a grabbed spot stays under the finger; a
//! globe that does not move asks for no frames. It reads no clock (`now` is always an argument, in milliseconds),
//! and it knows nothing of people, pins or pages.
//!
//! Reading order: a [`Spot`] on Earth, the [`Camera`] above it, the [`Projection`] between the two and the screen;
//! then what moves the camera ([`Globe`], [`Motion`], [`Hand`]); then what there is to see ([`Land`], [`Sun`],
//! [`graticule`], [`Lights`], [`Cities`] with their [`labels`], a [`Circle`]); and how a backend gets it: on the screen by [`outline`], on a flat map by [`flat`], the
//! [`night`] as a picture. What stands on it comes in a [`crowd`], and has its [`berth`]. `canvas2d` needs no GPU, `webgl` needs hardly anything else.

pub mod arc;
pub mod berth;
mod camera;
mod circle;
mod cities;
pub mod crowd;
pub mod flat;
mod globe;
pub mod graticule;
mod hand;
mod handover;
pub mod labels;
mod land;
mod lights;
mod motion;
pub mod night;
pub mod outline;
mod pace;
mod projection;
mod spot;
mod sun;
mod vector;

#[cfg(feature = "canvas")]
pub mod canvas2d;
#[cfg(feature = "canvas")]
pub mod webgl;

pub use camera::{Camera, MAX_LATITUDE, MAX_ZOOM, MIN_ZOOM};
pub use circle::Circle;
pub use cities::{Cities, City};
pub use globe::Globe;
pub use hand::{Gesture, Hand};
pub use handover::Handover;
pub use land::{Land, Line, NotTheAsset};
pub use lights::Lights;
pub(crate) use motion::Motion;
pub use pace::Pace;
pub use projection::{Point, Projection, Seen, Stage};
pub use spot::{EARTH_KM, Spot};
pub use sun::Sun;
pub use vector::Vector;
