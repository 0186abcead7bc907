//! `/realtime`.

mod accounts;
mod channels;
mod close;
mod exchange;
mod families;
mod frames;
mod gating;
mod liveness;
mod open;
mod oracle;
mod order;
mod presence;
pub(crate) mod socket;
mod url;
mod violations;
