//! What time it is here. Models take the time as an argument; this is where it comes from.

use appwrite::Timestamp;

/// The moment this is called, by this machine's clock.
#[cfg(not(feature = "browser"))]
pub(crate) fn now() -> Timestamp {
    let since_1970 = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}

/// The moment this is called, by this browser's clock.
#[cfg(feature = "browser")]
pub(crate) fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}
