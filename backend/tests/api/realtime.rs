//! `/realtime`.

mod exchange;
pub(crate) mod socket;
