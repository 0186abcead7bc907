//! The one realtime connection of a browser.
//!
//! - [`backoff`] says how long to wait before trying again, and [`protocol`] what to say and in which order. Both
//!   are plain values without a socket or a clock, so ordinary tests reach them.
//! - [`socket`] (feature `browser`) is the thin part: it opens a WebSocket, feeds the protocol and obeys it.
//!
//! Promises: nothing is said before the server's `connected`; an authentication is answered before subscriptions
//! are made, and those are answered before a presence is said; after every reconnect all subscriptions are made
//! again and the newest presence is said again. What happened while nobody listened is told to nobody: read lists
//! again after each confirmation.

pub mod backoff;
pub mod protocol;
#[cfg(feature = "browser")]
pub mod socket;
mod topic;

#[cfg(feature = "browser")]
pub use socket::{Listening, Realtime, State};
pub use topic::Topic;
