//! The identifiers in an address.

use axum::{
    extract::{
        FromRequestParts, Path,
        path::{ErrorKind, FailedToDeserializePathParams},
        rejection::PathRejection,
    },
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::{
    Backend,
    error::{Error, Kind, Result},
};

/// One [`Id`](appwrite::Id), or a tuple of them, from the route's `{names}`. What is not an identifier is refused
/// with 400 under its route name, so routes name them as the API documents them: `{bucketId}`, `{fileId}`.
pub(crate) struct Ids<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Backend> for Ids<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, backend: &Backend) -> Result<Self> {
        match Path::<T>::from_request_parts(parts, backend).await {
            Ok(Path(ids)) => Ok(Self(ids)),
            Err(PathRejection::FailedToDeserializePathParams(cause)) => Err(refusal(cause)),
            Err(cause) => Err(Error::internal(cause)),
        }
    }
}

fn refusal(cause: FailedToDeserializePathParams) -> Error {
    match cause.into_kind() {
        ErrorKind::DeserializeError { key, message, .. } => Error::param(&key, format!("UID {message}.")),
        ErrorKind::ParseErrorAtKey { key, .. } => Error::param(&key, "UID is not valid."),
        _ => Kind::ArgumentInvalid.into(),
    }
}
