//! Invite links: one for each person who wants one, good for a week and twenty people, and taken back at any time.
//! Whoever opens the link sees who invites them before they sign up, and is a friend as soon as they are in.
//!
//! - [`model`] says what a link can turn out to be, in plain Rust.
//! - `store` keeps links and their uses as rows; `token` makes what nobody can guess, and `code` draws it.
//! - `clipboard` is where a browser puts what is copied.
//! - [`api`] has the doors, and [`view`] the card on the friends page and the pieces of the page behind a link.

pub mod api;
mod clipboard;
#[cfg(feature = "ssr")]
mod code;
pub mod model;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod token;
pub mod view;

pub use model::{Invitation, Invite};
#[cfg(feature = "ssr")]
pub(crate) use {api::entered, store::revoke};
