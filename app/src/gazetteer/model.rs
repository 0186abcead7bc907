//! Places and their names. Plain values; knows no people.

mod area;
mod offer;
mod town;

pub use area::{Area, Named};
pub use offer::{Offer, Step};
pub use town::Town;
