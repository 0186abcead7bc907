//! The list of who is here, as whoever asks may see it: the same from the server and from a browser.

use appwrite::{Client, Query};

use crate::{AppError, presence::model::Dot};

/// Everybody whose presence `client` may read, however many there are.
pub(crate) async fn everyone(client: &Client) -> Result<Vec<Dot>, AppError> {
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
