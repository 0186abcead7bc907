//! Friends: who they are, who would like to be, and how that changes.

pub mod api;
pub mod live;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
pub use api::{are_friends, friend_ids};
pub use model::{Circle, Person};
