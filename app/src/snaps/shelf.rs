//! Where snaps are kept: a file in the bucket that only its sender may read, and a row that points at it for both
//! people. Neither is left without the other: a row comes after its file, and a file whose row failed is removed.

use appwrite::{
    Client, Id, Permission, Query, Role, Timestamp,
    client::{self, NewFile},
    wire::Row,
};
use serde_json::{Map, json};

use super::model::{LIFETIME_SECONDS, Snap, SnapColumns};
use crate::{AppError, ids};

/// How many rows one question asks for.
const PAGE: u32 = 100;

/// The snap with this id, if `client` may read it.
pub(super) async fn find(client: &Client, id: &Id) -> Result<Option<Row<SnapColumns>>, AppError> {
    match client.tables_db(ids::DATABASE).get_row(ids::SNAPS, id).await {
        Ok(row) => Ok(Some(row)),
        Err(refusal) if refusal.status() == Some(404) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Which snap, from whom and to whom. The id is the sender's own word for this sending.
pub(super) struct Parcel<'a> {
    pub id: &'a Id,
    pub sender: &'a Id,
    pub recipient: &'a Id,
}

/// Keeps a photograph and tells its recipient. Asked again for the same parcel, it answers as it did the first
/// time and keeps nothing twice.
pub(super) async fn keep(
    admin: &Client,
    parcel: Parcel<'_>,
    name: &str,
    jpeg: Vec<u8>,
) -> Result<(), AppError> {
    let Parcel { id, sender, recipient } = parcel;
    keep_file(admin, id, sender, name, jpeg).await?;
    let columns = SnapColumns {
        sender_id: sender.clone(),
        recipient_id: recipient.clone(),
        file_id: id.clone(),
        viewed_at: None,
    };
    let permissions = [
        Permission::read(Role::user(sender)),
        Permission::read(Role::user(recipient)),
        Permission::delete(Role::user(sender)),
    ];
    let made = admin.tables_db(ids::DATABASE).create_row(ids::SNAPS, id, &columns, &permissions).await;
    let Err(refusal) = made else { return Ok(()) };
    match find(admin, id).await {
        // The same sending came twice at once, or its answer was lost on the way.
        Ok(Some(row)) if is_same_sending(&row, sender, recipient) => Ok(()),
        Ok(Some(_)) => Err(AppError::Unexpected),
        Ok(None) if refusal.status().is_some() => {
            remove_file(admin, id).await;
            Err(refusal.into())
        }
        // Nobody knows whether the row was made: a photograph without one goes when its day is over.
        _ => Err(refusal.into()),
    }
}

/// Whether this row is what an earlier try of the same sending left.
pub(super) fn is_same_sending(row: &Row<SnapColumns>, sender: &Id, recipient: &Id) -> bool {
    row.data.sender_id == *sender && row.data.recipient_id == *recipient
}

/// What a photograph's file is called: the letters, digits and hyphens of what its sender called it, as a JPEG.
pub(super) fn file_name(original: &str) -> String {
    let stem = original.rsplit_once('.').map_or(original, |(stem, _)| stem);
    let plain: String =
        stem.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(60).collect();
    match plain.as_str() {
        "" => "snap.jpg".into(),
        _ => format!("{plain}.jpg"),
    }
}

async fn keep_file(admin: &Client, id: &Id, sender: &Id, name: &str, jpeg: Vec<u8>) -> Result<(), AppError> {
    let permissions = [Permission::read(Role::user(sender)), Permission::delete(Role::user(sender))];
    let file = NewFile { id, name, content: jpeg.into(), permissions: &permissions };
    let bucket = admin.storage(ids::SNAP_FILES);
    match bucket.create_file(file).await {
        Ok(_) => Ok(()),
        Err(refusal) if refusal.is("storage_file_already_exists") => {
            // Only an earlier try of the same person may have left it: nobody's photograph is given to another.
            let left = bucket.get_file(id).await?;
            match left.permissions.contains(&permissions[0]) {
                true => Ok(()),
                false => Err(AppError::Unexpected),
            }
        }
        Err(refusal) => Err(refusal.into()),
    }
}

async fn remove_file(admin: &Client, id: &Id) {
    if let Err(cause) = admin.storage(ids::SNAP_FILES).delete_file(id).await {
        tracing::error!(snap = %id, error = %cause, "a photograph without a row could not be removed");
    }
}

/// What one person sent another who has not opened it yet.
pub(super) async fn unopened(
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

/// Takes a snap back: its bytes first, so that nobody can look at what is being removed.
pub(super) async fn take_back(sender: &Client, row: &Row<SnapColumns>) -> Result<(), AppError> {
    let absent_is_fine = |removed: client::Result<()>| match removed {
        Err(refusal) if refusal.status() == Some(404) => Ok(()),
        other => other,
    };
    absent_is_fine(sender.storage(ids::SNAP_FILES).delete_file(&row.data.file_id).await)?;
    let rows = sender.tables_db(ids::DATABASE);
    Ok(absent_is_fine(rows.delete_row(ids::SNAPS, &row.id).await)?)
}

/// Writes down that the recipient had it on screen.
pub(super) async fn stamp_viewed(admin: &Client, id: &Id, now: Timestamp) -> Result<(), AppError> {
    let stamp = Map::from_iter([("viewedAt".to_owned(), json!(now))]);
    let rows = admin.tables_db(ids::DATABASE);
    rows.update_row::<SnapColumns>(ids::SNAPS, id, stamp, None).await?;
    Ok(())
}

/// Every snap of the last day in which `person` stands in `column`, newest first, however many there are.
pub(super) async fn list(
    client: &Client,
    column: &str,
    person: &Id,
    now: Timestamp,
) -> Result<Vec<Snap>, AppError> {
    let rows = client.tables_db(ids::DATABASE);
    let opened_after = now.plus_seconds(-LIFETIME_SECONDS).to_string();
    let mut found = vec![];
    let mut after: Option<Id> = None;
    loop {
        let mut queries = vec![
            Query::equal(column, person.as_str()),
            Query::greater_than("$createdAt", opened_after.as_str()),
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
    use super::*;

    #[test]
    fn files_keep_what_is_harmless_of_their_names() {
        assert_eq!(file_name("IMG_2041.HEIC"), "IMG_2041.jpg");
        assert_eq!(file_name("../../etc/passwd"), "snap.jpg");
        assert_eq!(file_name("\"quoted\"\r\n.png"), "quoted.jpg");
        assert_eq!(file_name("写真.webp"), "snap.jpg");
        assert_eq!(file_name(""), "snap.jpg");
        assert_eq!(file_name(&"x".repeat(500)).len(), 64);
    }
}
