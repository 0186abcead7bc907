//! What requests about rows carry.

use appwrite::Timestamp;
use axum::{extract::FromRequestParts, http::request::Parts};
use serde_json::{Map, Value};

use crate::{
    Backend,
    access::{Grants, Thing},
    error::{Error, Kind, Result},
    params::{Param, Params, parse_date},
};

/// A row's columns: a JSON object, or the text of one.
pub(super) struct Data(pub(super) Map<String, Value>);

impl Param for Data {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let object = match value {
            Value::String(text) => serde_json::from_str(text).ok(),
            other => Map::parse(other).ok(),
        };
        object.map(Self).ok_or_else(|| "Value must be a valid JSON object".into())
    }
}

/// The permissions that were sent for a row, if any were.
pub(super) fn permissions(params: &Params) -> Result<Option<Grants>> {
    params
        .raw("permissions")
        .map(|given| Grants::parse(given, Thing::Item).map_err(|rule| Error::param("permissions", rule)))
        .transpose()
}

/// There are no transactions, so none of them can be written into or read from. Errors: `transaction_not_found`.
pub(super) fn refuse_transaction(params: &Params) -> Result<()> {
    match params.raw("transactionId") {
        Some(_) => Err(Kind::TransactionNotFound.into()),
        None => Ok(()),
    }
}

/// When the caller last heard of the row, if they say: a row that changed since is not overwritten.
#[derive(Clone, Copy)]
pub(super) struct Known(Option<Timestamp>);

impl Known {
    pub(super) const NOT_SAID: Self = Self(None);

    /// Errors: `row_update_conflict` if the row changed after it was known.
    pub(super) fn allows(&self, updated: Timestamp) -> Result<()> {
        match self.0 {
            Some(known) if updated > known => Err(Kind::RowUpdateConflict.into()),
            _ => Ok(()),
        }
    }
}

impl FromRequestParts<Backend> for Known {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Backend) -> Result<Self> {
        let Some(header) = parts.headers.get("x-appwrite-timestamp") else {
            return Ok(Self(None));
        };
        let moment =
            header.to_str().ok().and_then(parse_date).ok_or_else(|| {
                Error::new(Kind::ArgumentInvalid, "Invalid X-Appwrite-Timestamp header value")
            })?;
        Ok(Self(Some(moment)))
    }
}
