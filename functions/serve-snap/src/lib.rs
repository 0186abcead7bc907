//! Hands a photograph to the one person it was sent to, for one day.
//!
//! [`serve`] is all there is to it: the rules, over a small [`Api`]. It has two homes. Appwrite's Rust runtime calls
//! [`main`] and reaches the API over HTTP; a backend that carries this crate itself calls [`serve`] with an API of
//! its own, without the feature `runtime`.

mod api;
mod picture;
#[cfg(feature = "runtime")]
mod runtime;
mod serve;

pub use api::{Api, Fault, Snap};
#[cfg(feature = "runtime")]
pub use runtime::main;
pub use serve::{serve, Answer, Request};

/// How long a snap can be looked at, counted from its sending by the server's clock: one day.
pub const LIFETIME_SECONDS: i64 = 24 * 60 * 60;
/// The database of all rows.
pub const DATABASE: &str = "appchat-db";
/// The table of snaps.
pub const TABLE: &str = "snaps";
/// The bucket of their photographs.
pub const BUCKET: &str = "snaps";

#[cfg(test)]
mod tests;
