//! What a presence may say, and for whom: the parameters that PUT, PATCH and the socket have in common, each parsed
//! once.

use appwrite::{Id, Timestamp};
use serde_json::{Map, Value};

use crate::{
    access::{Grants, Thing},
    caller::Caller,
    error::{Error, Kind, Result},
    params::{Param, Params},
};

/// The furthest away a record's end may be: 30 days, and how long a socket's record would live by itself.
pub(super) const LONGEST_LIFE: i64 = 30 * 24 * 3600;
/// Characters of a status.
pub(super) const LONGEST_STATUS: usize = 256;
/// Characters of the metadata once it is JSON.
const LARGEST_METADATA: usize = 65_535;

/// A status: any text of 1 to 256 characters.
pub(super) struct Status(pub(super) String);

impl Param for Status {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        match value.as_str() {
            Some(text) if !text.is_empty() && text.chars().count() <= LONGEST_STATUS => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(format!(
                "Value must be a valid string and at least 1 chars and no longer than {LONGEST_STATUS} chars."
            )),
        }
    }
}

/// A moment that is not past and at most 30 days away.
pub(super) fn expires(params: &Params, now: Timestamp) -> Result<Option<Timestamp>> {
    let Some(at) = params.get::<Timestamp>("expiresAt")? else {
        return Ok(None);
    };
    if at < now || at > now.plus_seconds(LONGEST_LIFE) {
        return Err(Error::param(
            "expiresAt",
            "Value must be a date in the future, at most 30 days from now.",
        ));
    }
    Ok(Some(at))
}

pub(super) fn metadata(params: &Params) -> Result<Option<Map<String, Value>>> {
    let metadata = params.get("metadata")?;
    metadata.as_ref().map(check_size).transpose()?;
    Ok(metadata)
}

/// Errors: `document_invalid_structure`.
pub(super) fn check_size(metadata: &Map<String, Value>) -> Result<()> {
    let text = serde_json::to_string(metadata).map_err(Error::internal)?;
    if text.chars().count() > LARGEST_METADATA {
        let message = format!(
            "Invalid document structure: Attribute \"metadata\" has invalid type. Value must be a valid string and \
             no longer than {LARGEST_METADATA} chars"
        );
        return Err(Error::new(Kind::DocumentInvalidStructure, message));
    }
    Ok(())
}

/// Errors: `user_unauthorized` when a person names a role that is not theirs.
pub(super) fn permissions(params: &Params, caller: &Caller) -> Result<Option<Grants>> {
    let Some(given) = params.raw("permissions") else {
        return Ok(None);
    };
    let grants = Grants::parse(given, Thing::Presence).map_err(|rule| Error::param("permissions", rule))?;
    grants.check_grantable(caller)?;
    Ok(Some(grants))
}

/// The `userId` of the body: a key may name one, a person never does.
pub(super) fn named_user(params: &Params, caller: &Caller) -> Result<Option<Id>> {
    if !caller.is_key() && params.raw("userId").is_some() {
        let message = "userId is not allowed when a presence is written with a session.";
        return Err(Error::new(Kind::UnauthorizedScope, message));
    }
    params.get("userId")
}
