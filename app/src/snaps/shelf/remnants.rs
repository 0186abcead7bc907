//! What is left of yesterday's snaps: rows that `expire-snaps` writes, and removes a day later.

use appwrite::{Client, Id, Query, Timestamp};

use crate::{
    AppError,
    friends::api::every_row,
    ids,
    snaps::model::{LIFETIME_SECONDS, REMNANT_SECONDS, Remnant, RemnantColumns},
};

/// What is left of the snaps that `person` received and whose day ended within the last.
pub(in crate::snaps) async fn list(
    client: &Client,
    person: &Id,
    now: Timestamp,
) -> Result<Vec<Remnant>, AppError> {
    let sent_after = now.plus_seconds(-(LIFETIME_SECONDS + REMNANT_SECONDS)).to_string();
    let theirs = Query::and([
        Query::equal("recipientId", person.as_str()),
        Query::greater_than("sentAt", sent_after.as_str()),
    ]);
    let rows = every_row::<RemnantColumns>(client, ids::REMNANTS, theirs).await?;
    Ok(rows.into_iter().map(Remnant::from).collect())
}

/// Removes what is left of the snaps of one person to another.
pub(in crate::snaps) async fn forget(admin: &Client, sender: &Id, recipient: &Id) -> Result<(), AppError> {
    let between =
        [Query::equal("senderId", sender.as_str()), Query::equal("recipientId", recipient.as_str())];
    Ok(admin.tables_db(ids::DATABASE).delete_rows(ids::REMNANTS, &between).await?)
}
