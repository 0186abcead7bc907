//! The first run: what somebody who has just made an account does in three steps, or skips. A handle, a pin, an invite.
//!
//! - [`model`] has the steps and their addresses, in plain Rust. The address says the step, so whoever leaves comes back
//!   to where they were.
//! - [`api`] has the door that leads from a step to the next, and the one to a demo's company; everything else goes through
//!   those of its feature.
//! - [`view`] is the panel over the globe.

pub mod api;
pub mod model;
pub mod view;

pub use model::Step;
