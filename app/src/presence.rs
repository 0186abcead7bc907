//! Where people are and that they are here.

#[cfg(feature = "ssr")]
pub(crate) mod grants;
pub mod model;

pub use model::Spot;
