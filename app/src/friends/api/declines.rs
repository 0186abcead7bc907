//! Requests that were declined. The request itself stays as it was, so that whoever asked cannot tell; it is only not
//! shown any more, nor is what they ask within a day of it.

use std::collections::BTreeMap;

use appwrite::{Client, Id, Permission, Query, Role, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

use super::bonds::{every_row, way_id};
use crate::{AppError, clock::now, ids};

/// How long whoever was declined is not heard: a day.
pub(super) const COOL_DOWN_SECONDS: i64 = 24 * 60 * 60;

/// A row of the table of declines.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeclineRow {
    from_user_id: Id,
    to_user_id: Id,
    declined_at: Timestamp,
}

/// `to` does not want to be asked by `from`, for now.
pub(super) async fn put(admin: &Client, from: &Id, to: &Id) -> Result<(), AppError> {
    let (rows, id) = (admin.tables_db(ids::DATABASE), way_id(from, to));
    let row = DeclineRow { from_user_id: from.clone(), to_user_id: to.clone(), declined_at: now() };
    match rows.create_row(ids::DECLINES, &id, &row, &[Permission::read(Role::user(to))]).await {
        Err(refusal) if refusal.status() == Some(409) => {
            let again = Map::from_iter([("declinedAt".to_owned(), json!(row.declined_at))]);
            Ok(rows.update_row::<DeclineRow>(ids::DECLINES, &id, again, None).await.map(drop)?)
        }
        outcome => Ok(outcome.map(drop)?),
    }
}

/// `to` may be asked by `from` again. So already is fine.
pub(super) async fn lift(admin: &Client, from: &Id, to: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(ids::DECLINES, &way_id(from, to)).await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// Whom `me` declined, and when.
pub(super) async fn by(client: &Client, me: &Id) -> Result<BTreeMap<Id, Timestamp>, AppError> {
    let mine = Query::equal("toUserId", me.as_str());
    let rows = every_row::<DeclineRow>(client, ids::DECLINES, mine).await?;
    Ok(rows.into_iter().map(|row| (row.data.from_user_id, row.data.declined_at)).collect())
}

/// Whether a request made at `asked` is not shown, its sender having been declined at `declined`.
pub(super) fn hides(declined: Timestamp, asked: Timestamp) -> bool {
    asked < declined.plus_seconds(COOL_DOWN_SECONDS)
}

/// Two people are friends: what they declined before is forgotten.
pub(super) async fn forget(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    lift(admin, a, b).await?;
    lift(admin, b, a).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_after_a_decline_the_same_person_is_heard_again() {
        let at = |hours: i64| Timestamp::from_millis(hours * 60 * 60 * 1000);
        assert!(hides(at(10), at(9)), "the request that was declined");
        assert!(hides(at(10), at(33)));
        assert!(!hides(at(10), at(34)));
    }
}
