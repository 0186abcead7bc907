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

/// When today ends where this machine is: on a server, where nobody is at home, by UTC.
#[cfg(not(feature = "browser"))]
pub(crate) fn midnight() -> Timestamp {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    Timestamp::from_millis((now().millis() / DAY + 1) * DAY)
}

/// When today ends where this browser is.
#[cfg(feature = "browser")]
pub(crate) fn midnight() -> Timestamp {
    let day = js_sys::Date::new_0();
    day.set_hours(24);
    day.set_minutes(0);
    day.set_seconds(0);
    day.set_milliseconds(0);
    Timestamp::from_millis(day.get_time() as i64)
}
