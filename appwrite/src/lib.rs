//! Appwrite's protocol in Rust.
//!
//! - [`wire`] is what travels: ids, permissions, queries, models, realtime frames. No I/O; both sides use it.
//! - [`client`] has one typed call per endpoint, with the caller's credentials on each request.
//! - [`transport`] carries a call: over HTTP, into a router in this process, or by the browser's `fetch`.
//! - [`Network`] says which addresses limits count as one.
//! - [`realtime`] is the browser's one socket: ordered authentication, re-subscription, back-off.
//!
//! This crate knows neither the application nor any particular backend.

pub mod wire;

#[cfg(feature = "client")]
pub mod client;
mod network;
pub mod realtime;
#[cfg(feature = "client")]
pub mod transport;

pub use network::{InvalidNetwork, Network};
pub use wire::{Channel, Id, Permission, Query, Role, Timestamp};

#[cfg(feature = "client")]
pub use client::Client;
