//! What somebody marks their friends with for themselves, as rows that they alone read. The friend cannot tell.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Permission, Query, Role};
use serde_json::{Map, Value, json};

use super::{
    acquaintance,
    bonds::{every_row, way_id},
};
use crate::{AppError, ids};

/// One kind of mark: a table of rows that say whose it is and which friend it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// To hear less of them.
    Mute,
    /// To find them first.
    Favourite,
}

impl Mark {
    pub(super) const ALL: [Self; 2] = [Self::Mute, Self::Favourite];

    fn table(self) -> &'static str {
        match self {
            Self::Mute => ids::MUTES,
            Self::Favourite => ids::FAVOURITES,
        }
    }

    /// The column with the friend.
    fn column(self) -> &'static str {
        match self {
            Self::Mute => "mutedId",
            Self::Favourite => "friendId",
        }
    }
}

/// `owner` marks `friend`. So already is fine.
pub(super) async fn put(admin: &Client, mark: Mark, owner: &Id, friend: &Id) -> Result<(), AppError> {
    let row = json!({ "ownerId": owner, (mark.column()): friend });
    let mine = [Permission::read(Role::user(owner))];
    let rows = admin.tables_db(ids::DATABASE);
    match rows.create_row(mark.table(), &way_id(owner, friend), &row, &mine).await {
        Err(refusal) if refusal.status() != Some(409) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// `friend` has no such mark of `owner` any more. So already is fine.
pub(super) async fn lift(admin: &Client, mark: Mark, owner: &Id, friend: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(mark.table(), &way_id(owner, friend)).await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Two people are friends no more: what they marked each other with goes.
pub(super) async fn lift_all(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    for mark in Mark::ALL {
        lift(admin, mark, a, b).await?;
        lift(admin, mark, b, a).await?;
    }
    Ok(())
}

/// Whether one of two people has marked the other.
pub(super) async fn are_between(admin: &Client, a: &Id, b: &Id) -> Result<bool, AppError> {
    let is_between =
        |mark: Mark| acquaintance::between(admin, mark.table(), ["ownerId", mark.column()], a, b);
    let (muted, favoured) = tokio::try_join!(is_between(Mark::Mute), is_between(Mark::Favourite))?;
    Ok(muted || favoured)
}

/// Whom `owner` marked.
pub(super) async fn of(client: &Client, mark: Mark, owner: &Id) -> Result<BTreeSet<Id>, AppError> {
    let mine = Query::equal("ownerId", owner.as_str());
    let rows = every_row::<Map<String, Value>>(client, mark.table(), mine).await?;
    let friend = |row: &Map<String, Value>| row.get(mark.column())?.as_str()?.parse().ok();
    Ok(rows.iter().filter_map(|row| friend(&row.data)).collect())
}
