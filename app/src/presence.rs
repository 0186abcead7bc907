//! Where people are and that they are here.

pub mod model;

pub use model::Spot;
