//! The file of a photograph, in the bucket.

use appwrite::{Client, Id, Permission, Query, Role, client::NewFile};

use crate::{AppError, ids};

/// How many files one question asks for.
const PAGE: u32 = 100;

/// Keeps the bytes. An earlier try of the same person may have left them there already.
pub(super) async fn keep(
    admin: &Client,
    id: &Id,
    sender: &Id,
    name: &str,
    jpeg: Vec<u8>,
) -> Result<(), AppError> {
    let permissions = [Permission::read(Role::user(sender)), Permission::delete(Role::user(sender))];
    let file = NewFile { id, name, content: jpeg.into(), permissions: &permissions };
    let bucket = admin.storage(ids::SNAP_FILES);
    match bucket.create_file(file).await {
        Ok(_) => Ok(()),
        Err(refusal) if refusal.is("storage_file_already_exists") => {
            // Nobody's photograph is given to another.
            let left = bucket.get_file(id).await?;
            match left.permissions.contains(&permissions[0]) {
                true => Ok(()),
                false => Err(AppError::Unexpected),
            }
        }
        Err(refusal) => Err(refusal.into()),
    }
}

/// Removes the bytes. That they are gone already is fine.
pub(super) async fn remove(admin: &Client, id: &Id) -> Result<(), AppError> {
    match admin.storage(ids::SNAP_FILES).delete_file(id).await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Removes every photograph that `person` may read: nobody reads one but its sender.
pub(in crate::snaps) async fn forget_all(admin: &Client, person: &Client) -> Result<(), AppError> {
    loop {
        let page = person.storage(ids::SNAP_FILES).list_files(&[Query::limit(PAGE)]).await?.files;
        if page.is_empty() {
            return Ok(());
        }
        for file in page {
            remove(admin, &file.id).await?;
        }
    }
}

/// What a photograph's file is called: the letters, digits and hyphens of what its sender called it, as a JPEG.
pub(in crate::snaps) fn file_name(original: &str) -> String {
    let stem = original.rsplit_once('.').map_or(original, |(stem, _)| stem);
    let plain: String =
        stem.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(60).collect();
    match plain.as_str() {
        "" => "snap.jpg".into(),
        _ => format!("{plain}.jpg"),
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
