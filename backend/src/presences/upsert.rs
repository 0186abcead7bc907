//! `PUT /presences/{presenceId}`: says the whole of it. What is left out falls back to its default, not to what was
//! said before.

use appwrite::Id;
use axum::{Json, extract::State};
use serde_json::Value;

use super::{
    model::Source,
    pace::count_write,
    rules::{self, Status},
    say::{Said, say},
};
use crate::{
    Backend,
    caller::{Caller, Scope},
    error::{Error, Kind, Result},
    params::{Ids, Params},
};

/// How long a record lives when its end is not said: 15 minutes.
const DEFAULT_LIFE: i64 = 900;

pub(super) async fn upsert(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(id): Ids<Id>,
    params: Params,
) -> Result<Json<Value>> {
    caller.need(Scope::PresencesWrite)?;
    count_write(&backend, &caller)?;
    let named = rules::named_user(&params, &caller)?;
    let status = params.need::<Status>("status")?.0;
    let now = backend.clock.now();
    let expires = rules::expires(&params, now)?.unwrap_or_else(|| now.plus_seconds(DEFAULT_LIFE));
    let metadata = Some(rules::metadata(&params)?.unwrap_or_default());
    let grants = rules::permissions(&params, &caller)?;
    let user = named.or_else(|| caller.user_id().cloned()).ok_or_else(|| {
        Error::new(Kind::BadRequest, "userId is required when a presence is written with an API key.")
    })?;
    let said = Said { id, user, status, metadata, grants, expires, source: Source::Rest };
    let shared = backend.presences.share();
    let presence = backend.db.write(move |tx| say(tx, &shared, &caller, said, now)).await?;
    Ok(Json(presence.to_json()))
}
