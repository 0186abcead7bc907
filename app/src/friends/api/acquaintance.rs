//! Whether two people have something to do with each other. What acts on any person by their id asks this first: an id
//! that a client made up, or found somewhere, changes nothing and makes no row.

use appwrite::{Client, Id, Permission, Query, Role};
use serde_json::{Map, Value};

use super::{
    bonds::{self, pair_id},
    marks, requests,
};
use crate::{AppError, ids, presence::grants, privacy::blocks};

/// Whether `me` has something to do with `them`: a friendship, a request that `me` can see, a snap that is not forgotten
/// yet, a block by `me`, or what an interrupted end of a friendship left behind. An id that nobody has and the id of a
/// stranger take the same calls.
///
/// A request that `me` made by e-mail does not count: it would tell whose the address is.
pub(crate) async fn has_to_do_with(admin: &Client, me: &Id, them: &Id) -> Result<bool, AppError> {
    if me == them {
        return Ok(false);
    }
    if bonds::find(admin, me, them).await?.is_some() {
        return Ok(true);
    }
    let (request, blocked, snap, remnant, exception, marked, shown) = tokio::try_join!(
        is_asked(admin, me, them),
        blocks::has_blocked(admin, me, them),
        between(admin, ids::SNAPS, ["senderId", "recipientId"], me, them),
        between(admin, ids::REMNANTS, ["senderId", "recipientId"], me, them),
        between(admin, ids::EXCEPTIONS, ["ownerId", "friendId"], me, them),
        marks::are_between(admin, me, them),
        grants::show_each_other(admin, me, them),
    )?;
    let known = request || blocked || snap || remnant || exception || marked || shown;
    if !known {
        tracing::info!(user = %me, "refused to act on a stranger");
    }
    Ok(known)
}

/// Whether there is a request between them that `me` can see.
async fn is_asked(admin: &Client, me: &Id, them: &Id) -> Result<bool, AppError> {
    let mine = Permission::read(Role::user(me));
    let request = requests::find(admin, &pair_id(me, them)).await?;
    Ok(request.is_some_and(|row| row.permissions.contains(&mine)))
}

/// Whether a table has a row that names both, in either order.
pub(super) async fn between(
    admin: &Client,
    table: &str,
    [one, other]: [&str; 2],
    a: &Id,
    b: &Id,
) -> Result<bool, AppError> {
    let way =
        |from: &Id, to: &Id| Query::and([Query::equal(one, from.as_str()), Query::equal(other, to.as_str())]);
    let queries = [Query::or([way(a, b), way(b, a)]), Query::limit(1)];
    let found = admin.tables_db(ids::DATABASE).list_rows::<Map<String, Value>>(table, &queries).await?;
    Ok(!found.rows.is_empty())
}
