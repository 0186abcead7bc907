//! A snap's photograph, from the function that hands it to its recipient and to nobody else.

use std::sync::Arc;

use appwrite::{
    Client, Id,
    client::{Error, NewExecution},
    transport::Fetch,
};

use crate::{
    ids,
    snaps::model::{NotShown, Served},
};

/// Asks `serve-snap` for a snap's photograph, as whoever the cookie speaks for.
pub(in crate::snaps) async fn fetch(id: &Id) -> Result<Served, NotShown> {
    let request = NewExecution { method: "GET", path: &format!("/snap/{id}"), body: "" };
    let answer = Client::new(Arc::new(Fetch), ids::PROJECT)
        .functions()
        .create_execution(ids::SERVE_SNAP, request)
        .await;
    match answer {
        Ok(execution) => Served::read(execution.response_status_code, &execution.response_body),
        Err(Error::Transport(_)) => Err(NotShown::Offline),
        Err(refusal) if refusal.status() == Some(429) => Err(NotShown::TooMany),
        Err(_) => Err(NotShown::Broken),
    }
}
