//! The copies of photographs: rows of the table of snaps.

use appwrite::{
    Client, Id, Permission, Query, Role, Timestamp,
    client::{self, NewRow},
    wire::Row,
};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Parcel;
use crate::{
    AppError, ids,
    snaps::model::{Colour, LIFETIME_SECONDS, RECENT, RECIPIENTS_MOST, Snap, SnapColumns, Unopened},
};

/// How many rows one question asks for.
const PAGE: u32 = 100;

/// The copy with this id, if `client` may read it.
pub(in crate::snaps) async fn find(client: &Client, id: &Id) -> Result<Option<Row<SnapColumns>>, AppError> {
    match client.tables_db(ids::DATABASE).get_row(ids::SNAPS, id).await {
        Ok(row) => Ok(Some(row)),
        Err(refusal) if refusal.status() == Some(404) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Every copy of a photograph that `client` may read.
pub(in crate::snaps) async fn of_photograph(
    client: &Client,
    photograph: &Id,
) -> Result<Vec<Row<SnapColumns>>, AppError> {
    let queries = [
        Query::equal("fileId", photograph.as_str()),
        Query::limit(u32::try_from(RECIPIENTS_MOST).unwrap_or(PAGE)),
    ];
    Ok(client.tables_db(ids::DATABASE).list_rows(ids::SNAPS, &queries).await?.rows)
}

/// What one person sent another who has not opened it yet.
pub(in crate::snaps) async fn unopened(
    admin: &Client,
    sender: &Id,
    recipient: &Id,
) -> Result<Vec<Row<SnapColumns>>, AppError> {
    let between = Query::and([
        Query::equal("senderId", sender.as_str()),
        Query::equal("recipientId", recipient.as_str()),
        Query::is_null("viewedAt"),
    ]);
    crate::friends::api::every_row(admin, ids::SNAPS, between).await
}

/// Every copy that somebody sent or was sent, however old.
pub(in crate::snaps) async fn of_person(
    admin: &Client,
    person: &Id,
) -> Result<Vec<Row<SnapColumns>>, AppError> {
    let theirs =
        Query::or([Query::equal("senderId", person.as_str()), Query::equal("recipientId", person.as_str())]);
    crate::friends::api::every_row(admin, ids::SNAPS, theirs).await
}

/// Removes a copy as if it had never been. One that is gone already is fine.
pub(in crate::snaps) async fn forget(admin: &Client, copy: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(ids::SNAPS, copy).await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Makes a copy for every recipient: all of them or none.
pub(super) async fn make(admin: &Client, parcel: &Parcel, colour: Option<Colour>) -> client::Result<()> {
    let rows: Vec<_> = parcel.recipients.iter().map(|recipient| copy(parcel, recipient, colour)).collect();
    admin.tables_db(ids::DATABASE).create_rows(ids::SNAPS, &rows).await?;
    Ok(())
}

fn copy(parcel: &Parcel, recipient: &Id, colour: Option<Colour>) -> NewRow<SnapColumns> {
    let Parcel { id, sender, .. } = parcel;
    let answers = |(snap, author): &(Id, Id)| (author == recipient).then(|| snap.clone());
    NewRow {
        id: copy_id(id, recipient),
        permissions: vec![
            Permission::read(Role::user(sender)),
            Permission::read(Role::user(recipient)),
            Permission::delete(Role::user(sender)),
        ],
        data: SnapColumns {
            caption: parcel.caption.clone(),
            description: parcel.description.clone(),
            reply_to: parcel.reply_to.as_ref().and_then(answers),
            view_once: Some(parcel.view_once),
            timer: parcel.timer.map(|timer| timer.seconds().into()),
            color: colour.map(Into::into),
            ..SnapColumns::new(sender.clone(), recipient.clone(), id.clone())
        },
    }
}

/// The id of the one copy there can be of a photograph for somebody, so that the same sending cannot make two.
fn copy_id(photograph: &Id, recipient: &Id) -> Id {
    // Ids cannot hold a slash, so no two pairs make the same text.
    let digest = Sha256::digest(format!("{photograph}/{recipient}"));
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    #[expect(clippy::expect_used, reason = "32 hex digits are an id")]
    hex.parse().expect("32 hex digits")
}

/// Writes down that copies were taken back, and forgets the words and the colour that went with them.
pub(super) async fn mark_removed(
    admin: &Client,
    copies: &[Row<SnapColumns>],
    now: Timestamp,
) -> Result<(), AppError> {
    let untouched = copies.iter().filter(|copy| copy.data.removed_at.is_none());
    let ids: Vec<&str> = untouched.map(|copy| copy.id.as_str()).collect();
    let removed = json!({ "removedAt": now, "caption": null, "description": null, "color": null });
    change(admin, vec![], &ids, removed).await
}

/// Whether anybody may still be handed this photograph.
pub(super) async fn is_needed(admin: &Client, photograph: &Id) -> Result<bool, AppError> {
    let queries = [Query::equal("fileId", photograph.as_str()), Query::is_null("removedAt"), Query::limit(1)];
    let needing = admin.tables_db(ids::DATABASE).list_rows::<SnapColumns>(ids::SNAPS, &queries).await?;
    Ok(!needing.rows.is_empty())
}

/// Marks those of these copies as delivered that are `recipient`'s, are not marked yet, and whose sender may know.
/// Returns the ids of those whose sender may not.
pub(in crate::snaps) async fn stamp_delivered(
    admin: &Client,
    recipient: &Id,
    copies: &[Id],
    now: Timestamp,
    may_know: impl Fn(&Id) -> bool,
) -> Result<Vec<Id>, AppError> {
    let unmarked = [Query::equal("recipientId", recipient.as_str()), Query::is_null("deliveredAt")];
    let rows = admin.tables_db(ids::DATABASE);
    let mut withheld = vec![];
    for page in copies.chunks(PAGE as usize) {
        let these = Query::one_of("$id", page.iter().map(Id::as_str));
        let queries: Vec<Query> = unmarked.iter().cloned().chain([these, Query::limit(PAGE)]).collect();
        let found = rows.list_rows::<SnapColumns>(ids::SNAPS, &queries).await?.rows;
        let (told, hidden): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|copy| may_know(&copy.data.sender_id));
        let told: Vec<&str> = told.iter().map(|copy| copy.id.as_str()).collect();
        change(admin, unmarked.to_vec(), &told, json!({ "deliveredAt": now })).await?;
        withheld.extend(hidden.into_iter().map(|copy| copy.id));
    }
    Ok(withheld)
}

/// Writes down that the recipient had it on screen, and in their list if nobody said so before. What could be viewed once
/// loses its colour.
pub(in crate::snaps) async fn stamp_viewed(
    admin: &Client,
    row: &Row<SnapColumns>,
    now: Timestamp,
) -> Result<(), AppError> {
    let mut stamp = json!({ "viewedAt": now, "deliveredAt": row.data.delivered_at.unwrap_or(now) });
    if row.data.view_once == Some(true) {
        stamp["color"] = Value::Null;
    }
    change(admin, vec![Query::is_null("viewedAt")], &[row.id.as_str()], stamp).await
}

/// The same change to those of these rows that satisfy the queries, a page of them at most.
async fn change(
    admin: &Client,
    mut queries: Vec<Query>,
    ids: &[&str],
    change: Value,
) -> Result<(), AppError> {
    if ids.is_empty() {
        return Ok(());
    }
    queries.extend([Query::one_of("$id", ids.iter().copied()), Query::limit(PAGE)]);
    let Value::Object(change) = change else { return Err(AppError::Unexpected) };
    let rows = admin.tables_db(ids::DATABASE);
    rows.update_rows::<SnapColumns>(ids::SNAPS, &queries, change).await?;
    Ok(())
}

/// What waits for `recipient`, newest first, however much it is. Nothing else of it than what is shown without a list.
pub(super) async fn waiting(
    client: &Client,
    recipient: &Id,
    since: Timestamp,
) -> Result<Vec<Unopened>, AppError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Columns {
        sender_id: Id,
        delivered_at: Option<Timestamp>,
    }
    let waits = Query::and([
        Query::equal("recipientId", recipient.as_str()),
        Query::greater_than("$createdAt", since.to_string()),
        Query::is_null("viewedAt"),
        Query::is_null("removedAt"),
    ]);
    let rows = crate::friends::api::every_row::<Columns>(client, ids::SNAPS, waits).await?;
    let unopened = |row: Row<Columns>| Unopened {
        id: row.id,
        sender: row.data.sender_id,
        sent_at: row.created_at,
        delivered: row.data.delivered_at.is_some(),
    };
    Ok(rows.into_iter().map(unopened).collect())
}

/// The newest [`RECENT`] snaps of `person`, both ways, and how far back they reach, if there are older ones. What they
/// sent to several people at once is in it whole or not at all.
pub(super) async fn recent(
    client: &Client,
    person: &Id,
    received_since: Timestamp,
    now: Timestamp,
) -> Result<(Vec<Snap>, Option<Timestamp>), AppError> {
    let theirs =
        Query::or([Query::equal("senderId", person.as_str()), Query::equal("recipientId", person.as_str())]);
    let queries = [
        theirs,
        Query::greater_than("$createdAt", received_since.to_string()),
        Query::order_desc("$createdAt"),
        Query::limit(RECENT as u32),
    ];
    let rows = client.tables_db(ids::DATABASE).list_rows::<SnapColumns>(ids::SNAPS, &queries).await?.rows;
    let is_full = rows.len() >= RECENT;
    let mut snaps: Vec<Snap> = rows.into_iter().map(Snap::from).collect();
    if is_full
        && let Some(last) =
            snaps.last().filter(|last| last.sender == *person).map(|last| last.photograph.clone())
    {
        snaps.retain(|snap| snap.sender != *person || snap.photograph != last);
    }
    let reaches = snaps.last().map(|snap| snap.sent_at).filter(|_| is_full);
    // What was received is told of for a day longer.
    let today = now.plus_seconds(-LIFETIME_SECONDS);
    snaps.retain(|snap| snap.sender != *person || snap.sent_at > today);
    Ok((snaps, reaches))
}

const _: () = assert!(RECENT > RECIPIENTS_MOST);

/// Every snap since then in which `person` stands in `column`, newest first, however many there are.
pub(in crate::snaps) async fn list(
    client: &Client,
    column: &str,
    person: &Id,
    since: Timestamp,
) -> Result<Vec<Snap>, AppError> {
    let rows = client.tables_db(ids::DATABASE);
    let since = since.to_string();
    let mut found = vec![];
    let mut after: Option<Id> = None;
    loop {
        let mut queries = vec![
            Query::equal(column, person.as_str()),
            Query::greater_than("$createdAt", since.as_str()),
            Query::order_desc("$createdAt"),
            Query::limit(PAGE),
        ];
        queries.extend(after.as_ref().map(Query::cursor_after));
        let page = rows.list_rows::<SnapColumns>(ids::SNAPS, &queries).await?.rows;
        let last = page.len() < PAGE as usize;
        after = page.last().map(|row| row.id.clone());
        found.extend(page.into_iter().map(Snap::from));
        if last {
            return Ok(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    fn parcel() -> Parcel {
        Parcel {
            id: id("sunset"),
            sender: id("ana"),
            recipients: BTreeSet::from([id("ben"), id("maya")]),
            caption: None,
            description: None,
            reply_to: Some((id("cat"), id("ben"))),
            view_once: false,
            timer: None,
        }
    }

    #[test]
    fn a_person_has_one_copy_of_a_photograph_and_nobody_elses() {
        assert_eq!(copy_id(&id("sunset"), &id("ben")), copy_id(&id("sunset"), &id("ben")));
        assert_ne!(copy_id(&id("sunset"), &id("ben")), copy_id(&id("sunset"), &id("maya")));
        assert_ne!(copy_id(&id("a"), &id("b-c")), copy_id(&id("a-b"), &id("c")));
    }

    #[test]
    fn a_copy_is_its_two_peoples_to_read_and_its_senders_to_delete() {
        let copy = copy(&parcel(), &id("ben"), None);
        let permissions: Vec<_> = copy.permissions.iter().map(ToString::to_string).collect();
        assert_eq!(permissions, ["read(\"user:ana\")", "read(\"user:ben\")", "delete(\"user:ana\")"]);
    }

    #[test]
    fn only_the_copy_of_whoever_is_answered_is_a_reply() {
        assert_eq!(copy(&parcel(), &id("ben"), None).data.reply_to, Some(id("cat")));
        assert_eq!(copy(&parcel(), &id("maya"), None).data.reply_to, None);
    }
}
