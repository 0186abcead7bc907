//! Requests as rows: at most one between two people, while it waits for its answer. One that was declined waits on, for
//! all its sender can tell.

use appwrite::{Client, Id, Permission, Role, wire::Row};
use serde::{Deserialize, Serialize};

use super::{
    addresses,
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
    /// The address that was asked, where it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) email: Option<String>,
}

impl RequestRow {
    /// Both people; where an address was asked, its owner alone.
    pub(super) fn readers(&self) -> Vec<Permission> {
        match self.email {
            Some(_) => vec![Permission::read(Role::user(&self.to_user_id))],
            None => readable_by(&self.from_user_id, &self.to_user_id).into(),
        }
    }
}

pub(super) const PENDING: &str = "pending";

/// Whoever deletes the request has the last word on it: an acceptance that comes after a cancellation is too late.
/// If the friendship then cannot be made, the request is put back, so that it can be tried again.
pub(super) async fn accept(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = received(admin, me, request).await?;
    let rows = admin.tables_db(ids::DATABASE);
    rows.delete_row(ids::FRIEND_REQUESTS, request).await?;
    let joined = bonds::join(admin, me, &row.data.from_user_id).await;
    match (&joined, &row.data.email) {
        (Ok(()), Some(email)) => addresses::forget(admin, &row.data.from_user_id, email).await?,
        (Ok(()), None) => {}
        (Err(_), _) => {
            let put_back =
                rows.create_row(ids::FRIEND_REQUESTS, request, &row.data, &row.data.readers()).await;
            if let Err(cause) = put_back {
                tracing::error!(%request, error = %cause, "a request that could not be accepted could not be put back");
            }
        }
    }
    joined
}

/// Two people are friends: whatever was asked between them is done with.
pub(super) async fn settle(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    let id = pair_id(a, b);
    let Some(row) = find(admin, &id).await? else { return Ok(()) };
    remove(admin, &id).await?;
    match row.data.email {
        Some(email) => addresses::forget(admin, &row.data.from_user_id, &email).await,
        None => Ok(()),
    }
}

/// Takes away whatever request is between two people. None is fine.
pub(super) async fn withdraw(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    remove(admin, &pair_id(a, b)).await
}

pub(super) async fn decline(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = received(admin, me, request).await?;
    declines::put(admin, &row.data.from_user_id, me).await
}

pub(super) async fn undo_decline(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = received(admin, me, request).await?;
    declines::lift(admin, &row.data.from_user_id, me).await
}

pub(super) async fn cancel(admin: &Client, me: &Id, request: &Id) -> Result<(), AppError> {
    let row = find(admin, request).await?.filter(|row| row.data.from_user_id == *me).ok_or(AppError::Gone)?;
    match row.data.email {
        Some(email) => addresses::forget(admin, me, &email).await,
        None => remove(admin, request).await,
    }
}

/// A request that `me` received. Errors: [`AppError::Gone`] for everything else, also for a row that names `me` as its
/// recipient and is not `me`'s to read: an account can be made with any id, that of an entry by e-mail included.
async fn received(admin: &Client, me: &Id, request: &Id) -> Result<Row<RequestRow>, AppError> {
    let mine = Permission::read(Role::user(me));
    let is_mine = |row: &Row<RequestRow>| row.data.to_user_id == *me && row.permissions.contains(&mine);
    find(admin, request).await?.filter(is_mine).ok_or(AppError::Gone)
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
