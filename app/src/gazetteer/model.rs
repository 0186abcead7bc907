//! Places and their names. Plain values; knows no people.

mod offer;
mod town;

pub use offer::{Offer, Step};
pub use town::Town;
