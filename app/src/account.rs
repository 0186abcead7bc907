//! Who I am: signing in and out, and the account behind it.

pub mod api;
#[cfg(feature = "ssr")]
mod attempts;
#[cfg(feature = "ssr")]
mod cookie;
pub mod entry;
pub mod model;
pub mod view;

pub use model::{Me, use_me};
