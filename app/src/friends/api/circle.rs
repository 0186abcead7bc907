//! Everybody around one person: two lists of rows, read as that person, and the names in one question.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Query};

use super::{
    bonds::{every_row, friend_ids},
    requests::{PENDING, RequestRow},
};
use crate::{
    AppError,
    account::names::names,
    friends::{Circle, Person, model::Asking},
    ids,
};

pub(super) async fn of(client: &Client, admin: &Client, me: &Id) -> Result<Circle, AppError> {
    let friends = friend_ids(client, me).await?;
    let incoming = requests(client, "toUserId", me).await?;
    let outgoing = requests(client, "fromUserId", me).await?;
    let everybody: BTreeSet<Id> =
        friends.iter().chain(incoming.iter().chain(&outgoing).map(|(person, _)| person)).cloned().collect();
    let names = names(admin, everybody).await?;
    // Whoever deleted their account has no name and is left out.
    let person = |id: &Id| names.get(id).map(|name| Person { name: name.clone(), id: id.clone() });
    let asking = |(id, request): &(Id, Id)| Some(Asking { person: person(id)?, request: request.clone() });
    let mut circle = Circle {
        friends: friends.iter().filter_map(person).collect(),
        incoming: incoming.iter().filter_map(asking).collect(),
        outgoing: outgoing.iter().filter_map(asking).collect(),
    };
    circle.friends.sort();
    circle.incoming.sort();
    circle.outgoing.sort();
    Ok(circle)
}

/// Whom the requests are with, and the requests' ids.
async fn requests(client: &Client, mine: &str, me: &Id) -> Result<Vec<(Id, Id)>, AppError> {
    let query = Query::and([Query::equal(mine, me.as_str()), Query::equal("status", PENDING)]);
    let rows = every_row::<RequestRow>(client, ids::FRIEND_REQUESTS, query).await?;
    let other = |row: RequestRow| if mine == "toUserId" { row.from_user_id } else { row.to_user_id };
    Ok(rows.into_iter().map(|row| (other(row.data), row.id)).collect())
}
