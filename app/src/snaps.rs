//! Photographs that are gone in a day.
//!
//! - [`model`] says what a snap is and how long it lives.
//! - [`api`] has the doors to the server, `press` and `shelf` what stands behind them.
//! - `view` shows the composer, the inbox and the viewer.

pub mod api;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
mod press;
#[cfg(feature = "ssr")]
mod shelf;
