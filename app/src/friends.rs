//! Friends: who they are, who would like to be, and how that changes.

pub mod api;

#[cfg(feature = "ssr")]
pub use api::{are_friends, friend_ids};
