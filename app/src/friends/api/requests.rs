//! Requests as rows: at most one between two people, while it waits for its answer. One that was declined waits on, for
//! all its sender can tell.

use appwrite::{Client, Id, wire::Row};
use serde::{Deserialize, Serialize};

use super::{
    bonds::{self, pair_id, readable_by},
    declines,
};
use crate::{AppError, ids};

/// A row of the table of requests.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestRow {
    pub(super) from_user_id: Id,
    pub(super) to_user_id: Id,
    /// `pending`: an answered request is deleted.
    pub(super) status: String,
    /// The address that was asked, where it was one: all that its sender is told of who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
}

pub(super) const PENDING: &str = "pending";

/// Whoever deletes the request has the last word on it: an acceptance that comes after a cancellation is too late.
/// If the friendship then cannot be made, the request is put back, so that it can be tried again.
pub(super) async fn accept(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = find(admin, request).await?.filter(|row| row.data.to_user_id == *me).ok_or(AppError::Gone)?;
    let rows = admin.tables_db(ids::DATABASE);
    rows.delete_row(ids::FRIEND_REQUESTS, request).await?;
    let joined = bonds::join(admin, me, &row.data.from_user_id).await;
    if joined.is_err() {
        let readers = readable_by(me, &row.data.from_user_id);
        if let Err(cause) = rows.create_row(ids::FRIEND_REQUESTS, request, &row.data, &readers).await {
            tracing::error!(%request, error = %cause, "a request that could not be accepted could not be put back");
        }
    }
    joined
}

/// Takes away whatever request is between two people. None is fine.
pub(super) async fn withdraw(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    remove(admin, &pair_id(a, b)).await
}

pub(super) async fn decline(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = find(admin, request).await?.filter(|row| row.data.to_user_id == *me).ok_or(AppError::Gone)?;
    declines::put(admin, &row.data.from_user_id, me).await
}

pub(super) async fn undo_decline(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = find(admin, request).await?.filter(|row| row.data.to_user_id == *me).ok_or(AppError::Gone)?;
    declines::lift(admin, &row.data.from_user_id, me).await
}

pub(super) async fn cancel(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    find(admin, request).await?.filter(|row| row.data.from_user_id == *me).ok_or(AppError::Gone)?;
    remove(admin, request).await
}

pub(super) async fn find(admin: &Client, id: &Id) -> Result<Option<Row<RequestRow>>, AppError> {
    match admin.tables_db(ids::DATABASE).get_row(ids::FRIEND_REQUESTS, id).await {
        Ok(row) => Ok(Some(row)),
        Err(refusal) if refusal.status() == Some(404) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

pub(super) async fn remove(admin: &Client, id: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(ids::FRIEND_REQUESTS, id).await {
        // Two answers at once: the other one was as good.
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}
