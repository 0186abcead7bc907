//! How much of functions one caller may use: people, guests, and everybody of one network. API keys have no limit but
//! the longest body and the horizon.

use appwrite::Timestamp;
use rusqlite::ToSql;

use super::{asker::Asker, model::Execution};
use crate::{
    db::Tx,
    error::{Error, Kind, Result},
};

/// The longest body of a run, in bytes: 10 MiB, as upstream.
pub(super) const LONGEST_BODY: usize = 10 * 1024 * 1024;
/// The longest body of a scheduled run, in bytes: 64 KiB. The database keeps it until the run begins.
pub(super) const LONGEST_SCHEDULED_BODY: usize = 64 * 1024;
/// The least time ahead of now that a run can be scheduled for, in seconds: a minute, as upstream.
pub(super) const LEAST_DELAY: i64 = 60;
/// The most time ahead of now that a run can be scheduled for, in seconds: 30 days, as long as a presence can last.
pub(super) const MOST_DELAY: i64 = 30 * 24 * 60 * 60;
/// Scheduled runs that one person has at a time, or all guests of one network together.
const SCHEDULED_PER_CALLER: usize = 20;
/// Scheduled runs that one network has at a time: a household or an office is several people. With
/// [`LONGEST_SCHEDULED_BODY`] these are 6.25 MiB of bodies.
const SCHEDULED_PER_NETWORK: usize = 100;
/// Ended runs that are kept for one person. The oldest are deleted first.
const KEPT_PER_PERSON: usize = 200;
/// Ended runs that are kept for one network, those of guests included. The oldest are deleted first.
const KEPT_PER_NETWORK: usize = 2000;
/// Runs that one person has under way at a time, or all guests of one network together.
pub(super) const RUNNING_PER_CALLER: usize = 8;
/// Runs that one network has under way at a time. With [`LONGEST_BODY`] these are 320 MiB in memory.
pub(super) const RUNNING_PER_NETWORK: usize = 32;

const _: () = assert!(SCHEDULED_PER_CALLER < SCHEDULED_PER_NETWORK);
const _: () = assert!(RUNNING_PER_CALLER < RUNNING_PER_NETWORK);
const _: () = assert!(LONGEST_SCHEDULED_BODY < LONGEST_BODY);

const COUNT_OF_PERSON: &str = "SELECT count(*) FROM executions WHERE status = 'scheduled' AND user = ?1";
const COUNT_OF_GUESTS: &str =
    "SELECT count(*) FROM executions WHERE status = 'scheduled' AND network = ?1 AND user IS NULL";
const COUNT_OF_NETWORK: &str = "SELECT count(*) FROM executions WHERE status = 'scheduled' AND network = ?1";

/// Refuses one more scheduled run to a caller or a network that has as many as they may. Errors:
/// `general_rate_limit_exceeded`, and `general_argument_invalid` for a long body.
pub(super) fn check_scheduled(tx: &Tx<'_>, asker: &Asker, body: usize) -> Result<()> {
    let Some(network) = &asker.network else { return Ok(()) };
    if body > LONGEST_SCHEDULED_BODY {
        let rule = format!("Value of a scheduled run must be no longer than {LONGEST_SCHEDULED_BODY} bytes.");
        return Err(Error::param("body", rule));
    }
    let network = network.to_string();
    let count = |sql: &str, who: &str| -> Result<usize> {
        Ok(tx.prepare_cached(sql)?.query_row([who], |row| row.get(0))?)
    };
    let of_caller = match &asker.user {
        Some(user) => count(COUNT_OF_PERSON, user.as_str())?,
        None => count(COUNT_OF_GUESTS, &network)?,
    };
    if of_caller >= SCHEDULED_PER_CALLER || count(COUNT_OF_NETWORK, &network)? >= SCHEDULED_PER_NETWORK {
        return Err(too_many("Too many runs are scheduled already: try again when some of them have begun."));
    }
    Ok(())
}

/// Deletes the oldest ended runs of this run's person and network, down to as many as are kept.
pub(super) fn trim(tx: &Tx<'_>, latest: &Execution) -> Result<()> {
    let of = |column: &str, who: &dyn ToSql, kept: usize| -> Result<()> {
        let sql = format!(
            "DELETE FROM executions WHERE seq IN (SELECT seq FROM executions
               WHERE {column} = ?1 AND status IN ('completed', 'failed') ORDER BY seq DESC LIMIT -1 OFFSET ?2)"
        );
        tx.prepare_cached(&sql)?.execute((who, kept))?;
        Ok(())
    };
    if let Some(user) = &latest.user {
        of("user", &user.as_str(), KEPT_PER_PERSON)?;
    }
    if let Some(network) = latest.network {
        of("network", &network.to_string(), KEPT_PER_NETWORK)?;
    }
    Ok(())
}

/// Deletes runs that are scheduled for later than any may be: they are from before that limit. Answers how many.
pub(super) fn forget_beyond_horizon(tx: &Tx<'_>, now: Timestamp) -> Result<usize> {
    let sql = "DELETE FROM executions WHERE status = 'scheduled' AND scheduled > ?1";
    Ok(tx.prepare_cached(sql)?.execute([now.plus_seconds(MOST_DELAY).millis()])?)
}

pub(super) fn too_many(why: &str) -> Error {
    Error::new(Kind::RateLimitExceeded, why)
}

#[cfg(test)]
mod tests;
