//! Places finer than what a presence shows, each a row that exactly those friends read who may have it. They live as
//! long as the presence does: whoever removes the one removes the others.

use std::collections::BTreeMap;

use appwrite::{Client, Id, Permission, Query, Role, wire::Row};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

use super::{model::Precision, showing::Finer};
use crate::{
    AppError,
    friends::api::{every_row, way_id},
    ids,
    presence::Spot,
};

/// A row of the table of places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlaceRow {
    pub(crate) owner_id: Id,
    pub(crate) precision: Precision,
    pub(crate) lat: f64,
    pub(crate) lon: f64,
}

/// The finest place of each person that `client` may read, beside those of `me`.
pub(crate) async fn readable(client: &Client, me: &Id) -> Result<BTreeMap<Id, Spot>, AppError> {
    let of_others = Query::not_equal("ownerId", me.as_str());
    let mut rows = every_row::<PlaceRow>(client, ids::PLACES, of_others).await?;
    rows.sort_by_key(|row| std::cmp::Reverse(row.data.precision));
    let spot = |place: PlaceRow| Some((place.owner_id, Spot::new(place.lat, place.lon)?));
    Ok(rows.into_iter().filter_map(|row| spot(row.data)).collect())
}

/// Makes these the finer places of `owner`, and none else.
pub(crate) async fn put(admin: &Client, owner: &Id, finer: &[Finer]) -> Result<(), AppError> {
    let theirs = Query::equal("ownerId", owner.as_str());
    let kept = every_row::<PlaceRow>(admin, ids::PLACES, theirs).await?;
    for row in &kept {
        let still = finer.iter().find(|finer| finer.precision == row.data.precision);
        // Only a goodbye reaches those who may not read it any more.
        if still.is_none_or(|finer| loses_readers(row, &permissions(owner, finer))) {
            remove(admin, &row.id).await?;
        }
    }
    for finer in finer {
        let id = row_id(owner, finer.precision);
        let kept = kept.iter().find(|row| row.id == id);
        write(admin, owner, finer, kept).await?;
    }
    Ok(())
}

async fn write(
    admin: &Client,
    owner: &Id,
    finer: &Finer,
    kept: Option<&Row<PlaceRow>>,
) -> Result<(), AppError> {
    let Finer { precision, place, .. } = *finer;
    let place = PlaceRow { owner_id: owner.clone(), precision, lat: place.lat(), lon: place.lon() };
    let permissions = permissions(owner, finer);
    if kept.is_some_and(|row| row.data == place && same(&row.permissions, &permissions)) {
        return Ok(());
    }
    let (rows, id) = (admin.tables_db(ids::DATABASE), row_id(owner, precision));
    match rows.create_row(ids::PLACES, &id, &place, &permissions).await {
        Err(refusal) if refusal.status() == Some(409) => {
            let there = [("lat", json!(place.lat)), ("lon", json!(place.lon))];
            let there: Map<_, _> = there.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
            match rows.update_row::<PlaceRow>(ids::PLACES, &id, there, Some(&permissions)).await {
                // Whoever removed it meanwhile knows better, or writes it again.
                Err(refusal) if refusal.status() == Some(404) => Ok(()),
                answered => Ok(answered.map(drop)?),
            }
        }
        answered => Ok(answered.map(drop)?),
    }
}

async fn remove(admin: &Client, id: &Id) -> Result<(), AppError> {
    match admin.tables_db(ids::DATABASE).delete_row(ids::PLACES, id).await {
        Err(refusal) if refusal.status() != Some(404) => Err(refusal.into()),
        _ => Ok(()),
    }
}

/// The exact place has the owner's own id; a coarser one for somebody in between has one made of it.
fn row_id(owner: &Id, precision: Precision) -> Id {
    match (precision, precision.word().parse()) {
        (Precision::City | Precision::Country, Ok(word)) => way_id(owner, &word),
        _ => owner.clone(),
    }
}

fn permissions(owner: &Id, finer: &Finer) -> Vec<Permission> {
    finer.readers.iter().chain([owner]).map(|reader| Permission::read(Role::user(reader))).collect()
}

fn loses_readers(row: &Row<PlaceRow>, permissions: &[Permission]) -> bool {
    row.permissions.iter().any(|held| !permissions.contains(held))
}

fn same(a: &[Permission], b: &[Permission]) -> bool {
    a.len() == b.len() && a.iter().all(|held| b.contains(held))
}
