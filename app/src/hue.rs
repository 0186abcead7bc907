//! The colour of a person's picture: one of six, by their id until they choose another.
//!
//! - [`model`] has the six, in plain Rust.
//! - `store` keeps the choice in the prefs of the account, and so it comes along wherever accounts are read, whole lists of
//!   them as well. Friends who are looking at somebody see a change at once, because the presence says the picture.
//! - [`api`] has the door, [`live`] says in which colour somebody is shown right now, and [`view`] has the picture itself
//!   and the choice.

pub mod api;
pub mod live;
pub mod model;
#[cfg(feature = "ssr")]
pub(crate) mod store;
pub mod view;

pub use live::{Hues, use_hue, use_hues};
pub use model::Hue;
