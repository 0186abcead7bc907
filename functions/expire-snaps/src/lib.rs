//! Deletes snaps and their photographs when their day is over. For one more day it leaves a remnant: from whom a snap
//! came, when, and whether it was opened, for its recipient alone.
//!
//! [`expire`] is all there is to it: what goes and in which order, over a small [`Api`]. It has two homes. Appwrite's
//! Rust runtime calls [`main`] and reaches the API over HTTP; a backend that carries this crate itself calls
//! [`expire`] with an API of its own, without the feature `runtime`.

mod api;
mod expire;
#[cfg(feature = "runtime")]
mod runtime;

pub use api::{Api, Fault, Gone, Left, Snap};
pub use expire::{expire, Expired};
#[cfg(feature = "runtime")]
pub use runtime::main;

/// How long a snap can be looked at, counted from its sending by the server's clock: one day.
pub const LIFETIME_SECONDS: i64 = 24 * 60 * 60;
/// How long what is left of it stays after that: one day more.
pub const REMNANT_SECONDS: i64 = 24 * 60 * 60;
/// The database of all rows.
pub const DATABASE: &str = "appchat-db";
/// The table of snaps.
pub const TABLE: &str = "snaps";
/// The table of what is left of them.
pub const REMNANTS: &str = "remnants";
/// The bucket of their photographs.
pub const BUCKET: &str = "snaps";
/// How many are asked for at once.
pub const PAGE: usize = 100;

#[cfg(test)]
mod tests;
