//! The list of who is here, as whoever asks may see it.

use appwrite::{Client, Id, Query};

use crate::{
    AppError,
    friends::friend_ids,
    presence::model::{Company, Dot},
};

/// The friends of `me`, and those of us who are here. Strangers may let me read their presence, as anybody may; they
/// are left out.
pub(super) async fn of(client: &Client, me: &Id) -> Result<Company, AppError> {
    let friends = friend_ids(client, me).await?.into_iter().collect();
    let mut company = Company { friends, dots: readable(client).await?, my_spot: None, ghost: None };
    company.dots.retain(|dot| dot.id == *me || company.friends.contains(&dot.id));
    company.my_spot = company.dots.iter().find(|dot| dot.id == *me).and_then(|dot| dot.spot);
    Ok(company)
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
