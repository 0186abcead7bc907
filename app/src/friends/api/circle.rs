//! Everybody around one person: two lists of rows, read as that person; the names with the colours, the handles, and who
//! was here when, in one question each.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Query, wire::Row};

use super::{
    bonds::{every_row, friend_ids},
    declines,
    marks::{self, Mark},
    requests::{PENDING, RequestRow},
};
use crate::{
    AppError,
    account::names::{Looks, looks},
    friends::{Circle, Person, model::Asking},
    handles, ids,
    privacy::last_seen,
};

pub(super) async fn of(client: &Client, admin: &Client, me: &Id) -> Result<Circle, AppError> {
    let friends = friend_ids(client, me).await?;
    let (incoming, outgoing) = requests(client, me).await?;
    let asking = incoming.iter().chain(&outgoing).filter(|between| between.email.is_none());
    let everybody: BTreeSet<Id> =
        friends.iter().chain(asking.map(|between| &between.person)).cloned().collect();
    let (muted, favourites, looks, seen, handles) = tokio::try_join!(
        marks::of(client, Mark::Mute, me),
        marks::of(client, Mark::Favourite, me),
        looks(admin, everybody),
        last_seen(admin, me, &friends),
        handles::store::of(admin, &friends)
    )?;
    // Whoever deleted their account has no name and is left out.
    let person =
        |id: &Id| looks.get(id).map(|Looks { name, .. }| Person { name: name.clone(), id: id.clone() });
    let asking = |Between { person: id, email, request }: &Between| {
        let by_email = email.as_ref().map(|email| Person { name: email.clone(), id: id.clone() });
        Some(Asking { person: by_email.or_else(|| person(id))?, request: request.clone() })
    };
    let mut circle = Circle {
        friends: friends.iter().filter_map(person).collect(),
        incoming: incoming.iter().filter_map(asking).collect(),
        outgoing: outgoing.iter().filter_map(asking).collect(),
        seen,
        handles,
        hues: looks.iter().filter_map(|(id, looks)| Some((id.clone(), looks.hue?))).collect(),
        muted,
        favourites,
    };
    circle.friends.sort();
    circle.incoming.sort();
    circle.outgoing.sort();
    Ok(circle)
}

/// A request between somebody and me.
struct Between {
    person: Id,
    /// By which I asked, and then the person is nobody: see [`super::addresses`].
    email: Option<String>,
    request: Id,
}

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
    let received =
        |row: Row<RequestRow>| Between { person: row.data.from_user_id, email: None, request: row.id };
    let sent = |row: Row<RequestRow>| Between {
        person: row.data.to_user_id,
        email: row.data.email,
        request: row.id,
    };
    Ok((incoming.into_iter().map(received).collect(), outgoing.into_iter().map(sent).collect()))
}
