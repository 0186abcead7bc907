//! Handles: short names that are somebody's alone, by which they can be found without an e-mail address.
//!
//! - [`model`] says what is a handle, in plain Rust.
//! - `store` keeps each in its owner's profile, which they alone read: a handle is shown to friends, and finds its owner
//!   for whoever knows it, and nobody can list them.
//! - [`api`] has the door, and [`view`] the form in which one chooses theirs.

pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub(crate) mod store;
pub mod view;

pub use model::Handle;
pub use view::HandleForm;
