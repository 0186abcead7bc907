//! Who blocked whom, as rows that the blocker alone reads. For somebody who is blocked, the blocker does not exist.

use appwrite::{Client, Id, Permission, Query, Role};
use serde::{Deserialize, Serialize};

use crate::{
    AppError,
    friends::{
        self,
        api::{every_row, way_id},
    },
    ids, snaps,
};

/// A row of the table of blocks.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct BlockRow {
    blocker_id: Id,
    blocked_id: Id,
}

/// Blocks somebody: nothing is left between the two, and nothing can come to be. The block stands first, so that what
/// is under way meanwhile meets it.
pub(super) async fn block(admin: &Client, me: &Id, them: &Id) -> Result<(), AppError> {
    if me == them {
        return Err(AppError::refused("That is you."));
    }
    if !friends::api::has_to_do_with(admin, me, them).await? {
        return Err(AppError::Gone);
    }
    let row = BlockRow { blocker_id: me.clone(), blocked_id: them.clone() };
    let mine = [Permission::read(Role::user(me))];
    match admin.tables_db(ids::DATABASE).create_row(ids::BLOCKS, &way_id(me, them), &row, &mine).await {
        Err(refusal) if refusal.status() != Some(409) => return Err(refusal.into()),
        _ => {}
    }
    friends::api::part(admin, me, them).await?;
    snaps::api::withdraw_unopened(admin, me, them).await
}

/// Takes a block back. None is fine.
pub(super) async fn unblock(admin: &Client, me: &Id, them: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(ids::BLOCKS, &way_id(me, them)).await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Whom `me` blocked.
pub(super) async fn of(client: &Client, me: &Id) -> Result<Vec<Id>, AppError> {
    let mine = Query::equal("blockerId", me.as_str());
    let rows = every_row::<BlockRow>(client, ids::BLOCKS, mine).await?;
    Ok(rows.into_iter().map(|row| row.data.blocked_id).collect())
}

/// Whether `blocker` blocked `blocked`, at this moment.
pub(crate) async fn has_blocked(admin: &Client, blocker: &Id, blocked: &Id) -> Result<bool, AppError> {
    let rows = admin.tables_db(ids::DATABASE);
    match rows.get_row::<BlockRow>(ids::BLOCKS, &way_id(blocker, blocked)).await {
        Ok(_) => Ok(true),
        Err(refusal) if refusal.status() == Some(404) => Ok(false),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Whether either blocked the other.
pub(crate) async fn between(admin: &Client, a: &Id, b: &Id) -> Result<bool, AppError> {
    let (one, other) = tokio::try_join!(has_blocked(admin, a, b), has_blocked(admin, b, a))?;
    Ok(one || other)
}
