//! The socket: who hears of what.
//!
//! A socket comes in through [`upgrade`], lives in [`connection`], and is answered by one file of [`message`] per kind
//! of frame. What it subscribes to ([`subscriptions`]) is kept by the [`hub`], which the database's writer tells of
//! every change after its commit; [`names`] says what a change is called. Nothing is kept for those who are away.

use axum::{Router, routing::any};

use crate::Backend;

mod close;
mod connection;
mod counters;
mod hub;
mod liveness;
mod message;
mod names;
mod pace;
mod peer;
mod subscriptions;
mod upgrade;

pub use close::violation;
pub use counters::Counts;
pub(crate) use hub::{Hub, SocketId};

pub(crate) fn routes() -> Router<Backend> {
    Router::new().route("/realtime", any(upgrade::upgrade))
}
