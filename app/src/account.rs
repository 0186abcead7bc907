//! Who I am: signing in and out, and the account behind it.

pub mod api;
pub mod model;
pub mod view;

pub use model::{Me, use_me};
