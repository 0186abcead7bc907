//! Friendships as rows: one for each pair, whose ids are sorted, so that there can be no second one the other way.

use appwrite::{Client, Id, Permission, Query, Role, wire::Row};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{declines, marks, requests};
use crate::{
    AppError, AppState,
    friends::Person,
    ids,
    presence::grants,
    privacy::{self, blocks},
};

/// How many rows one question asks for.
const PAGE: u32 = 500;

/// A row of the table of friendships: the two ids, sorted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FriendshipRow {
    user_a: Id,
    user_b: Id,
}

/// Whether two people are accepted friends, at this moment.
pub async fn are_friends(state: &AppState, a: &Id, b: &Id) -> Result<bool, AppError> {
    Ok(find(&state.appwrite, a, b).await?.is_some())
}

/// The refusal to ask somebody who is a friend.
pub(super) fn friend_already(them: &Person) -> AppError {
    AppError::refused(format!("{} is your friend already.", them.name))
}

/// Everybody who is a friend of `user`, however many there are.
pub async fn friend_ids(client: &Client, user: &Id) -> Result<Vec<Id>, AppError> {
    let mine = Query::or([Query::equal("userA", user.as_str()), Query::equal("userB", user.as_str())]);
    let rows: Vec<Row<FriendshipRow>> = every_row(client, ids::FRIENDSHIPS, mine).await?;
    let other = |pair: FriendshipRow| if pair.user_a == *user { pair.user_b } else { pair.user_a };
    Ok(rows.into_iter().map(|row| other(row.data)).collect())
}

/// Makes two people friends; if they are already, that is fine. Both live pins show themselves to the other at once.
/// Errors: [`AppError::Gone`] when one of them blocked the other meanwhile.
pub(super) async fn join(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    let (first, second) = sorted(a, b);
    let columns = FriendshipRow { user_a: first.clone(), user_b: second.clone() };
    let id = pair_id(a, b);
    let made =
        admin.tables_db(ids::DATABASE).create_row(ids::FRIENDSHIPS, &id, &columns, &readable_by(a, b)).await;
    match made {
        Err(refusal) if refusal.status() != Some(409) => return Err(refusal.into()),
        _ => {}
    }
    declines::forget(admin, a, b).await?;
    if blocks::between(admin, a, b).await? {
        part(admin, a, b).await?;
        return Err(AppError::Gone);
    }
    regrant(admin, a, b).await
}

/// Makes two people friends, whatever was asked between them before. Errors: as [`join`].
pub(crate) async fn befriend(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    join(admin, a, b).await?;
    requests::settle(admin, a, b).await
}

/// Ends a friendship. The pins are hidden even if the row was gone already, so that trying again after a failure
/// finishes what was begun.
pub(crate) async fn part(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    if let Some(row) = find(admin, a, b).await? {
        match admin.tables_db(ids::DATABASE).delete_row(ids::FRIENDSHIPS, &row.id).await {
            Err(refusal) if refusal.status() != Some(404) => return Err(refusal.into()),
            _ => {}
        }
    }
    // One that an interrupted acceptance left behind must not bring the friendship back.
    requests::withdraw(admin, a, b).await?;
    // What was chosen for a friend is not for whoever becomes one later.
    privacy::forget(admin, a, b).await?;
    marks::lift_all(admin, a, b).await?;
    regrant(admin, a, b).await
}

async fn regrant(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    grants::regrant(admin, a).await?;
    grants::regrant(admin, b).await
}

pub(super) async fn find(admin: &Client, a: &Id, b: &Id) -> Result<Option<Row<FriendshipRow>>, AppError> {
    let (first, second) = sorted(a, b);
    let queries =
        [Query::equal("userA", first.as_str()), Query::equal("userB", second.as_str()), Query::limit(1)];
    Ok(admin.tables_db(ids::DATABASE).list_rows(ids::FRIENDSHIPS, &queries).await?.rows.pop())
}

/// Every row that satisfies the query and that the client may read, page after page.
pub(crate) async fn every_row<T: serde::de::DeserializeOwned>(
    client: &Client,
    table: &str,
    query: Query,
) -> Result<Vec<Row<T>>, AppError> {
    let mut rows: Vec<Row<T>> = vec![];
    loop {
        let mut queries = vec![query.clone(), Query::limit(PAGE)];
        queries.extend(rows.last().map(|last| Query::cursor_after(&last.id)));
        let page = client.tables_db(ids::DATABASE).list_rows(table, &queries).await?.rows;
        let whole = page.len() == PAGE as usize;
        rows.extend(page);
        if !whole {
            return Ok(rows);
        }
    }
}

/// The id of whatever there can be only one of between two people, whoever of them comes first.
pub(super) fn pair_id(a: &Id, b: &Id) -> Id {
    let (first, second) = sorted(a, b);
    digest(&format!("{first}/{second}"))
}

/// The id of whatever there can be only one of from one person to another.
pub(crate) fn way_id(from: &Id, to: &Id) -> Id {
    digest(&format!("{from}>{to}"))
}

/// Ids cannot hold a slash or an arrow, so no two pairs make the same text.
pub(super) fn digest(text: &str) -> Id {
    let digest = Sha256::digest(text);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    #[expect(clippy::expect_used, reason = "32 hex digits are an id")]
    hex.parse().expect("32 hex digits")
}

/// Both may read, and neither may change.
pub(super) fn readable_by(a: &Id, b: &Id) -> [Permission; 2] {
    [Permission::read(Role::user(a)), Permission::read(Role::user(b))]
}

fn sorted<'a>(a: &'a Id, b: &'a Id) -> (&'a Id, &'a Id) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_has_one_id_whoever_comes_first() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        assert_eq!(pair_id(&id("ana"), &id("ben")), pair_id(&id("ben"), &id("ana")));
        assert_ne!(pair_id(&id("ana"), &id("ben")), pair_id(&id("ana"), &id("eve")));
        assert_ne!(pair_id(&id("a"), &id("b-c")), pair_id(&id("a-b"), &id("c")));
    }
}
