//! A file as a picture, in the size and look asked for.

use appwrite::Id;
use axum::{
    extract::State,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};

use super::shown;
use crate::{
    Backend,
    caller::Caller,
    error::{Kind, Result},
    params::{Ids, Params},
    storage::preview::{Look, preview as drawn},
};

/// How long a browser may keep a preview, as upstream: a month if it was just drawn, half a year if it was kept.
const FRESH: &str = "private, max-age=2592000";
const KEPT: &str = "private, max-age=15552000";

pub(in crate::storage) async fn preview(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(ids): Ids<(Id, Id)>,
    params: Params,
) -> Result<Response> {
    let look = Look::read(&params)?;
    let is_key = caller.is_key();
    let (bucket, file) = shown::file(&backend, caller, ids, &params).await?;
    if !bucket.settings.transformations && !is_key {
        return Err(Kind::TransformationsDisabled.into());
    }
    let look = look.of_file(&file.name);
    let kind = look.format().mime();
    let preview = drawn(&backend, file, look).await?;
    let (cache, hit) = if preview.was_kept { (KEPT, "hit") } else { (FRESH, "miss") };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, cache),
        (HeaderName::from_static("x-appwrite-cache"), hit),
    ];
    Ok((headers, preview.picture).into_response())
}
