//! The identifiers in an address.

use appwrite::Id;
use axum::{
    extract::{FromRequestParts, Path, RawPathParams},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::{
    Backend,
    error::{Error, Result},
};

/// One [`Id`](appwrite::Id), or a tuple of them, from the route's `{names}`. What is not an identifier is refused
/// with 400 under its route name, so routes name them as the API documents them: `{bucketId}`, `{fileId}`.
pub(crate) struct Ids<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Backend> for Ids<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, backend: &Backend) -> Result<Self> {
        if let Ok(Path(ids)) = Path::<T>::from_request_parts(parts, backend).await {
            return Ok(Self(ids));
        }
        // The names are only needed, and only looked up, for the refusal.
        let named = RawPathParams::from_request_parts(parts, backend).await.map_err(Error::internal)?;
        let wrong = named.iter().find_map(|(name, text)| Some((name, text.parse::<Id>().err()?)));
        Err(match wrong {
            Some((name, invalid)) => Error::param(name, format!("UID {invalid}.")),
            None => Error::internal("a route has other parameters than its handler"),
        })
    }
}
