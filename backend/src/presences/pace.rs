//! How often one person may write presences.

use crate::{
    Backend,
    caller::Caller,
    error::{Kind, Result},
    rate_limit::Limit,
};

/// Five writes a second for each person, over all their sessions, sockets and addresses. Every write is an event for all
/// readers of the record, and a record may have up to 65,535 characters; a heartbeat needs one write in 20 seconds.
const WRITES: Limit = Limit::new("presence writes", 5, 1);

/// Counts one write of the caller: an upsert, an update or a delete. A key is not counted.
///
/// Errors: `general_rate_limit_exceeded`.
pub(super) fn count_write(backend: &Backend, caller: &Caller) -> Result<()> {
    let admitted = caller
        .user_id()
        .is_none_or(|user| backend.rate_limits.admit(&WRITES, user.as_str(), backend.clock.now()));
    if admitted { Ok(()) } else { Err(Kind::RateLimitExceeded.into()) }
}
