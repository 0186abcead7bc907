//! The list of who is here, as whoever asks may see it.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Query};
use futures_util::future::try_join_all;

use crate::{
    AppError,
    friends::friend_ids,
    gazetteer::{api::names, model::Area},
    presence::model::{Company, Dot, GROUP, owned_by},
    privacy::{self, Precision, places},
};

/// How many presences one list holds: at least one for each of a [`GROUP`], as there is one for each person.
const PAGE: u32 = 100;
const _: () = assert!(GROUP <= PAGE as usize);

/// The friends of `me`, and those of us who are here, each where I may know them to be.
pub(super) async fn of(client: &Client, me: &Id) -> Result<Company, AppError> {
    let (here, finer, (my_spot, seen_as)) =
        tokio::try_join!(here(client, me), places::readable(client, me), privacy::mine(client, me))?;
    let (friends, mut dots) = here;
    for dot in &mut dots {
        // What my own record says is for others. Where I am is what I said, exactly.
        match dot.id == *me {
            true => (dot.spot, dot.precision) = (my_spot, Precision::Exact),
            false => dot.finer = finer.get(&dot.id).copied(),
        }
    }
    let areas: BTreeSet<Area> = dots.iter().filter_map(Dot::area).chain(my_spot.map(Area::around)).collect();
    Ok(Company { names: names(areas), friends, dots, my_spot, seen_as })
}

/// The friends of `me`, and the presences of these and of `me` that `client` may read. Strangers may let everybody read
/// theirs; those are not asked for.
async fn here(client: &Client, me: &Id) -> Result<(BTreeSet<Id>, Vec<Dot>), AppError> {
    let friends: BTreeSet<Id> = friend_ids(client, me).await?.into_iter().collect();
    let people: Vec<&Id> = friends.iter().chain([me]).collect();
    let list = |group: &[&Id]| {
        let queries = [owned_by(group.iter().copied()), Query::limit(PAGE)];
        async move { client.presences().list(&queries).await }
    };
    let lists = try_join_all(people.chunks(GROUP).map(list)).await?;
    let dots = lists.iter().flat_map(|list| &list.presences).map(Dot::from_wire).collect();
    Ok((friends, dots))
}
