//! A file token: which file it opens, and until when.

use appwrite::{Id, Timestamp};
use serde_json::{Value, json};

use crate::{
    account::jwt,
    error::{Error, Result},
    params::Params,
};

/// How long a token counts as used, in seconds: noting every use would make a write of each.
const SEEN_EVERY: i64 = 24 * 3600;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::storage) struct FileToken {
    pub(in crate::storage) id: Id,
    pub(in crate::storage) bucket: Id,
    pub(in crate::storage) file: Id,
    pub(in crate::storage) created: Timestamp,
    /// None if it never ends.
    pub(in crate::storage) expires: Option<Timestamp>,
    /// When it was used last, to the day.
    pub(in crate::storage) accessed: Option<Timestamp>,
}

impl FileToken {
    /// Whether a use of it now is worth noting.
    pub(in crate::storage) fn counts_as_unseen(&self, now: Timestamp) -> bool {
        self.accessed.is_none_or(|accessed| now >= accessed.plus_seconds(SEEN_EVERY))
    }

    pub(super) fn to_json(&self, signing: &[u8]) -> Value {
        let moment = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
        json!({
            "$id": self.id,
            "$createdAt": self.created,
            "resourceId": format!("{}:{}", self.bucket, self.file),
            "resourceType": "files",
            "expire": moment(self.expires),
            "secret": jwt::sign_file_token(&self.id, signing),
            "accessedAt": moment(self.accessed),
        })
    }
}

/// When a token is to end: never, if nothing is said.
pub(super) fn expires(params: &Params, now: Timestamp) -> Result<Option<Timestamp>> {
    match params.get::<Timestamp>("expire")? {
        Some(moment) if moment <= now => Err(Error::param("expire", "Value must be a date in the future.")),
        moment => Ok(moment),
    }
}
