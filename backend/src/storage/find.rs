//! The way to a file: its bucket, then itself, and at each step only as far as the caller may see.

use appwrite::{Id, wire::Action};
use rusqlite::Connection;

use super::{bucket::Bucket, file::File, store};
use crate::{
    caller::Caller,
    error::{Kind, Result},
};

/// The bucket. One that is switched off is there for keys alone. Errors: `storage_bucket_not_found`.
pub(super) fn bucket(conn: &Connection, id: &Id, caller: &Caller) -> Result<Bucket> {
    let found = store::buckets::find(conn, id)?.filter(|bucket| bucket.settings.enabled || caller.is_key());
    found.ok_or_else(|| Kind::BucketNotFound.into())
}

/// A file the caller may read. One they may not read looks as if it were not there.
/// Errors: `storage_file_not_found`; `user_unauthorized` where nothing could be open to them.
pub(super) fn readable(conn: &Connection, bucket: &Bucket, id: &Id, caller: &Caller) -> Result<File> {
    bucket.check_any(Action::Read, caller)?;
    let found = store::files::find(conn, bucket, id)?;
    found.filter(|file| bucket.allows(Action::Read, file, caller)).ok_or_else(|| Kind::FileNotFound.into())
}

/// A file the caller may change or delete, whether they may read it or not.
/// Errors: `storage_file_not_found`, `user_unauthorized`.
pub(super) fn writable(
    conn: &Connection,
    bucket: &Bucket,
    id: &Id,
    action: Action,
    caller: &Caller,
) -> Result<File> {
    bucket.check_any(action, caller)?;
    let file = store::files::find(conn, bucket, id)?.ok_or(Kind::FileNotFound)?;
    if bucket.allows(action, &file, caller) { Ok(file) } else { Err(Kind::UserUnauthorized.into()) }
}
