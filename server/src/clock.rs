//! The system's clock, for what the server itself dates.

use std::time::UNIX_EPOCH;

use appwrite::Timestamp;

pub(crate) fn now() -> Timestamp {
    let since_1970 = UNIX_EPOCH.elapsed().unwrap_or_default();
    Timestamp::from_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}
