//! `/realtime`.

mod accounts;
mod close;
mod exchange;
mod frames;
mod gating;
mod open;
mod order;
mod presence;
pub(crate) mod socket;
mod url;
