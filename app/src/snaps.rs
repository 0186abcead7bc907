//! Photographs that are gone in a day.
//!
//! - [`model`] says what a snap is and how long it lives.
//! - [`api`] has the doors to the server, `parcel`, `press` and `shelf` what stands behind them. `receive` reads what is
//!   sent, by `admission`, and `quota` says how much that may be.
//! - [`live`] is what this page knows of my snaps; it raises the toasts.
//! - [`compose`] is the composer's state, `device` what only a browser can do for it.
//! - [`handover`] brings to it what is dropped or pasted on any other page.
//! - `view` shows the composer, the inbox and the viewer.

pub mod api;
pub mod compose;
pub mod handover;
mod image;
pub mod live;
pub mod model;
pub mod view;

#[cfg(feature = "ssr")]
mod admission;
#[cfg(feature = "browser")]
mod device;
#[cfg(feature = "ssr")]
mod parcel;
#[cfg(feature = "ssr")]
mod press;
#[cfg(feature = "ssr")]
mod quota;
#[cfg(feature = "ssr")]
mod receive;
#[cfg(feature = "ssr")]
pub(crate) mod shelf;

pub use handover::{provide_handover, use_handover};
pub use live::{FirstMail, provide_snaps, use_snaps};
