//! The world's towns, for the server alone: which is nearest, what a place is called, and a place made coarse.
//!
//! What it promises: a coarse place is the same for everybody around it and every time it is asked, so nothing can be
//! averaged out of it; and it stands for at least a circle of ten kilometres ([`city`]) or for a country
//! ([`country`]). It holds some 23,000 towns, knows nothing of the people in them, and finds one in microseconds.
//!
//! Reading order: the [`asset`] and the [`Town`]s in it, the [`tree`] that finds the nearest, [`coarse`] places over
//! fixed [`cell`]s and their [`reach`], the [`words`] for them, and the [`search`] by what somebody types.

mod asset;
mod cell;
mod coarse;
mod reach;
mod search;
mod town;
mod tree;
mod words;

pub use coarse::{city, country};
pub use globe::Spot;
pub use reach::{city_reach, country_reach};
pub use search::search;
pub use town::{Town, nearest};
pub use words::{near, within};
