//! Server functions about friends, and what other features may ask about them on the server.

#[cfg(feature = "ssr")]
use appwrite::{Id, Query, client::Client, wire::Row};
#[cfg(feature = "ssr")]
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::{AppError, AppState, ids};

/// A row of the table of friendships: the two ids, sorted.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FriendshipRow {
    pub user_a: Id,
    pub user_b: Id,
}

/// Whether two people are accepted friends, at this moment.
#[cfg(feature = "ssr")]
pub async fn are_friends(state: &AppState, a: &Id, b: &Id) -> Result<bool, AppError> {
    let (first, second) = if a < b { (a, b) } else { (b, a) };
    let queries =
        [Query::equal("userA", first.as_str()), Query::equal("userB", second.as_str()), Query::limit(1)];
    let found = state
        .appwrite
        .tables_db(ids::DATABASE)
        .list_rows::<FriendshipRow>(ids::FRIENDSHIPS, &queries)
        .await?;
    Ok(!found.rows.is_empty())
}

/// Everybody who is a friend of `user`, however many there are.
#[cfg(feature = "ssr")]
pub async fn friend_ids(admin: &Client, user: &Id) -> Result<Vec<Id>, AppError> {
    const PAGE: u32 = 500;
    let mut friends = vec![];
    let mut after: Option<Id> = None;
    loop {
        let mut queries = vec![
            Query::or([Query::equal("userA", user.as_str()), Query::equal("userB", user.as_str())]),
            Query::limit(PAGE),
        ];
        queries.extend(after.as_ref().map(Query::cursor_after));
        let page: Vec<Row<FriendshipRow>> =
            admin.tables_db(ids::DATABASE).list_rows(ids::FRIENDSHIPS, &queries).await?.rows;
        let whole = page.len() == PAGE as usize;
        after = page.last().map(|row| row.id.clone());
        friends.extend(
            page.into_iter().map(
                |row| {
                    if row.data.user_a == *user { row.data.user_b } else { row.data.user_a }
                },
            ),
        );
        if !whole {
            return Ok(friends);
        }
    }
}
