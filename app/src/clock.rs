//! What time it is. Models take the time as an argument; this is where it comes from, and the only place.
//!
//! - [`now`] is the server's time, in the browser as well: it does not depend on what the device's own clock says, and
//!   does not jump when somebody sets that. Whatever ends, ends by it.
//! - [`since_start`] is for durations: a toast's seconds, a countdown, the wait before a retry.
//!
//! The server writes its time into each page ([`SERVED_AT`]); answers and events that carry a time narrow it down.

pub mod api;
#[cfg(feature = "browser")]
mod browser;
#[cfg(any(feature = "browser", test))]
mod server_clock;
mod stopwatch;

#[cfg(feature = "browser")]
pub use browser::read_page;
#[cfg(feature = "browser")]
pub(crate) use browser::{answered, corrections, heard, is_known, keep_right, midnight, now, since_start};
#[cfg(not(feature = "browser"))]
pub(crate) use server::{midnight, now, since_start};
pub(crate) use stopwatch::Stopwatch;

/// The name of the `<meta>` that says when the server rendered the page, in milliseconds since 1970.
pub const SERVED_AT: &str = "served-at";

#[cfg(not(feature = "browser"))]
mod server {
    use std::{
        sync::LazyLock,
        time::{Duration, Instant},
    };

    use appwrite::Timestamp;

    /// The moment this is called, by this machine's clock.
    pub(crate) fn now() -> Timestamp {
        let since_1970 = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
    }

    /// How long this process measures time.
    pub(crate) fn since_start() -> Duration {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        START.elapsed()
    }

    /// When today ends where this machine is: on a server, where nobody is at home, by UTC.
    pub(crate) fn midnight() -> Timestamp {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        Timestamp::from_millis((now().millis() / DAY + 1) * DAY)
    }
}
