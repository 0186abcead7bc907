//! Where people are, and that they are here.
//!
//! The `/app` layout keeps this going on every page: it beats, hears friends' beats, and forgets who goes quiet.
//! Features read it through [`use_presence`].

pub mod api;
#[cfg(feature = "ssr")]
pub(crate) mod grants;
pub mod live;
pub mod model;

pub use live::{Person, Presence, provide_presence, use_presence};
pub use model::{Company, Dot, Spot, Status};
