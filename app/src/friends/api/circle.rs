//! Everybody around one person: two lists of rows, read as that person; the names, the handles, and who was here when,
//! in one question each.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Query, wire::Row};

use super::{
    bonds::{every_row, friend_ids},
    declines, mutes,
    requests::{PENDING, RequestRow},
};
use crate::{
    AppError,
    account::names::names,
    friends::{Circle, Person, model::Asking},
    handles, ids,
    privacy::last_seen,
};

pub(super) async fn of(client: &Client, admin: &Client, me: &Id) -> Result<Circle, AppError> {
    let friends = friend_ids(client, me).await?;
    let (incoming, outgoing) = requests(client, me).await?;
    let everybody: BTreeSet<Id> =
        friends.iter().chain(incoming.iter().chain(&outgoing).map(|(person, _)| person)).cloned().collect();
    let (muted, names, seen, handles) = tokio::try_join!(
        mutes::of(client, me),
        names(admin, everybody),
        last_seen(admin, me, &friends),
        handles::store::of(admin, &friends)
    )?;
    // Whoever deleted their account has no name and is left out.
    let person = |id: &Id| names.get(id).map(|name| Person { name: name.clone(), id: id.clone() });
    let asking = |(id, request): &(Id, Id)| Some(Asking { person: person(id)?, request: request.clone() });
    let mut circle = Circle {
        friends: friends.iter().filter_map(person).collect(),
        incoming: incoming.iter().filter_map(asking).collect(),
        outgoing: outgoing.iter().filter_map(asking).collect(),
        seen,
        handles,
        muted,
    };
    circle.friends.sort();
    circle.incoming.sort();
    circle.outgoing.sort();
    Ok(circle)
}

/// Somebody, and the id of the request between us.
type Between = (Id, Id);

/// Who waits for my answer, and whose answer I wait for.
async fn requests(client: &Client, me: &Id) -> Result<(Vec<Between>, Vec<Between>), AppError> {
    let mine = Query::or([Query::equal("toUserId", me.as_str()), Query::equal("fromUserId", me.as_str())]);
    let query = Query::and([mine, Query::equal("status", PENDING)]);
    let (rows, declined) = tokio::try_join!(
        every_row::<RequestRow>(client, ids::FRIEND_REQUESTS, query),
        declines::by(client, me)
    )?;
    let (mut incoming, outgoing): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.data.to_user_id == *me);
    let is_hidden = |row: &Row<RequestRow>| {
        let declined = declined.get(&row.data.from_user_id);
        declined.is_some_and(|declined| declines::hides(*declined, row.created_at))
    };
    incoming.retain(|row| !is_hidden(row));
    Ok((
        incoming.into_iter().map(|row| (row.data.from_user_id, row.id)).collect(),
        outgoing.into_iter().map(|row| (row.data.to_user_id, row.id)).collect(),
    ))
}
