//! The field in which a town is found by its name.

pub mod list;
pub mod search;

pub use search::TownSearch;
