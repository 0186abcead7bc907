//! Who I am: signing in and out, and the account behind it.

pub mod api;
#[cfg(feature = "ssr")]
mod attempts;
#[cfg(feature = "ssr")]
mod cookie;
pub mod entry;
pub mod model;
#[cfg(feature = "ssr")]
pub(crate) mod names;
pub mod view;

pub use model::{Me, use_me};
