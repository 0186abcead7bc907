//! How often one caller may ask.

pub(crate) struct RateLimits;

impl RateLimits {
    pub(crate) fn new(_: bool) -> Self {
        Self
    }
}
