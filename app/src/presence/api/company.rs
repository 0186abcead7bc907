//! The list of who is here, as whoever asks may see it.

use std::collections::BTreeSet;

use appwrite::{Client, Id, Query};

use crate::{
    AppError,
    friends::friend_ids,
    gazetteer::{api::names, model::Area},
    presence::model::{Company, Dot},
    privacy::{self, Precision, places},
};

/// The friends of `me`, and those of us who are here, each where I may know them to be. Strangers may let me read
/// their presence, as anybody may; they are left out.
pub(super) async fn of(client: &Client, me: &Id) -> Result<Company, AppError> {
    let (friends, mut dots, finer, (my_spot, seen_as)) = tokio::try_join!(
        friend_ids(client, me),
        readable(client),
        places::readable(client, me),
        privacy::mine(client, me),
    )?;
    let friends: BTreeSet<Id> = friends.into_iter().collect();
    dots.retain(|dot| dot.id == *me || friends.contains(&dot.id));
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

/// Everybody whose presence `client` may read, however many there are.
async fn readable(client: &Client) -> Result<Vec<Dot>, AppError> {
    const PAGE: u32 = 100;
    let mut dots = vec![];
    let mut last = None;
    loop {
        let mut queries = vec![Query::limit(PAGE)];
        queries.extend(last.as_ref().map(Query::cursor_after));
        let page = client.presences().list(&queries).await?.presences;
        let full = page.len() == PAGE as usize;
        last = page.last().map(|presence| presence.id.clone());
        dots.extend(page.iter().map(Dot::from_wire));
        if !full {
            return Ok(dots);
        }
    }
}
