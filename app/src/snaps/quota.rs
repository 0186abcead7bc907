//! How much one person may send. Counted by the rows themselves, so that neither a restart nor a second process
//! forgets anything and taking a snap back does not help. A sender's uploads come one after the other in each process
//! (`admission`), so with several processes they can go over by one snap for each of them, and no further.

use appwrite::{Client, Query, Timestamp, wire::RowList};

use super::{model::SnapColumns, shelf::Parcel};
use crate::{AppError, ids, wait::Wait};

/// Deliveries in an hour, one for each recipient: ten snaps to twenty friends.
const PER_HOUR: usize = 200;

/// Deliveries that nobody has opened and nobody has taken back.
const UNOPENED: usize = 2_000;

const HOUR_SECONDS: i64 = 60 * 60;

/// Whether this may be sent as well. Errors: [`AppError::TooMany`] when it would be too much for an hour,
/// [`AppError::Refused`] when too much of what they sent is not opened yet.
pub(super) async fn check(admin: &Client, parcel: &Parcel, now: Timestamp) -> Result<(), AppError> {
    let an_hour_ago = now.plus_seconds(-HOUR_SECONDS).to_string();
    let recent = [
        Query::equal("senderId", parcel.sender.as_str()),
        Query::greater_than("$createdAt", an_hour_ago.as_str()),
        Query::order_asc("$createdAt"),
        Query::limit(1),
    ];
    let unopened = [
        Query::equal("senderId", parcel.sender.as_str()),
        Query::is_null("viewedAt"),
        Query::is_null("removedAt"),
        Query::limit(1),
    ];
    let (recent, unopened) = tokio::try_join!(count(admin, &recent), count(admin, &unopened))?;
    let more = parcel.recipients.len();
    if total(&recent) + more > PER_HOUR {
        let oldest = recent.rows.first().map_or(now, |row| row.created_at);
        return Err(AppError::TooMany(until_an_hour_after(oldest, now)));
    }
    if total(&unopened) + more > UNOPENED {
        return Err(AppError::refused(
            "2,000 of your snaps have not been opened yet. Wait until some are, or take some back.",
        ));
    }
    Ok(())
}

async fn count(admin: &Client, queries: &[Query]) -> Result<RowList<SnapColumns>, AppError> {
    Ok(admin.tables_db(ids::DATABASE).list_rows(ids::SNAPS, queries).await?)
}

fn total(list: &RowList<SnapColumns>) -> usize {
    usize::try_from(list.total).unwrap_or(usize::MAX)
}

fn until_an_hour_after(moment: Timestamp, now: Timestamp) -> Wait {
    let left = moment.plus_seconds(HOUR_SECONDS).millis() - now.millis();
    Wait::at_least(std::time::Duration::from_millis(u64::try_from(left).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_waits_until_their_first_snap_of_the_hour_is_an_hour_old() {
        let at = |minutes: i64| Timestamp::from_millis(minutes * 60_000);
        assert_eq!(until_an_hour_after(at(0), at(48)).to_string(), "12 min");
        assert_eq!(
            until_an_hour_after(at(0), at(61)).to_string(),
            "1 s",
            "a clock that runs ahead of the rows'"
        );
    }
}
