//! The globe with everyone on it.
//!
//! - [`model`] says who has a pin and what is said of them, in plain words.
//! - [`helm`] is what the page's controls share: where to look, where to put my pin.
//! - [`landing`] remembers that my pin is to land when the globe opens next.
//! - [`view`] shows the canvas, the pins over it, and the same people as a list.
//! - `live` draws, in the browser alone. The maths is the crate `globe`.

pub mod helm;
pub mod landing;
pub mod model;
pub mod view;

#[cfg(feature = "browser")]
mod live;
