//! Friends of whom somebody wants to hear less, as rows that they alone read. A muted friend cannot tell.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Permission, Query, Role};
use serde::{Deserialize, Serialize};

use super::bonds::{every_row, way_id};
use crate::{AppError, ids};

/// A row of the table of mutes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct MuteRow {
    owner_id: Id,
    muted_id: Id,
}

/// `owner` hears less of `friend`. So already is fine.
pub(super) async fn put(admin: &Client, owner: &Id, friend: &Id) -> Result<(), AppError> {
    let row = MuteRow { owner_id: owner.clone(), muted_id: friend.clone() };
    let mine = [Permission::read(Role::user(owner))];
    match admin.tables_db(ids::DATABASE).create_row(ids::MUTES, &way_id(owner, friend), &row, &mine).await {
        Err(refusal) if refusal.status() != Some(409) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// `owner` hears of `friend` as of everybody. So already is fine.
pub(super) async fn lift(admin: &Client, owner: &Id, friend: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(ids::MUTES, &way_id(owner, friend)).await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Of whom `owner` wants to hear less.
pub(super) async fn of(client: &Client, owner: &Id) -> Result<BTreeSet<Id>, AppError> {
    let mine = Query::equal("ownerId", owner.as_str());
    let rows = every_row::<MuteRow>(client, ids::MUTES, mine).await?;
    Ok(rows.into_iter().map(|row| row.data.muted_id).collect())
}
