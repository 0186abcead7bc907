//! Pins on the globe, as if these people were there right now, shown as precisely as everybody's is unless they say
//! otherwise. Whoever signs in takes their own pin over.

use app::{
    hue::Hue,
    ids::{DATABASE, PROFILES},
    presence::Spot,
    privacy::{Precision, reduce},
    ui::avatar_url,
};
use appwrite::{
    Client, Permission, Role,
    client::{PresenceUpsert, Result},
};
use serde_json::{Value, json};

use super::{
    SeedError, bonds, is_there,
    people::{ALL, Person},
    unless_there,
};
use crate::clock::now;

/// Just under the 30 days a presence may last.
const SECONDS: i64 = 29 * 24 * 60 * 60;

/// One person is away, so that not everybody is always on the globe.
const AWAY: &str = "ilse";

pub(super) async fn create(admin: &Client) -> std::result::Result<(), SeedError> {
    for person in ALL.iter().filter(|person| person.handle != AWAY) {
        if !is_there(admin.presences().get(&person.id()).await)? {
            place(admin, person).await?;
            pin(admin, person).await?;
        }
    }
    Ok(())
}

/// Where they are, for themselves alone.
async fn place(admin: &Client, person: &Person) -> Result<()> {
    let place = json!({ "lat": person.lat, "lon": person.lng, "placedAt": now() });
    let theirs = [Permission::read(Role::user(&person.id()))];
    unless_there(admin.tables_db(DATABASE).create_row(PROFILES, &person.id(), &place, &theirs).await)
}

async fn pin(admin: &Client, person: &Person) -> Result<()> {
    let mut permissions = Permission::owner(&person.id());
    permissions.extend(bonds::friends_of(person.handle).map(|friend| Permission::read(Role::user(&friend))));
    let said = PresenceUpsert {
        user_id: Some(person.id()),
        status: "online".into(),
        permissions,
        expires_at: now().plus_seconds(SECONDS),
        metadata: metadata(person),
    };
    admin.presences().upsert(&person.id(), &said).await.map(drop)
}

fn metadata(person: &Person) -> serde_json::Map<String, Value> {
    let avatar = avatar_url(person.name, Hue::of(&person.id()));
    let shown = Spot::new(person.lat, person.lng).and_then(|spot| reduce(spot, Precision::City));
    let place = shown.map(|spot| {
        [("lat", json!(spot.lat())), ("lng", json!(spot.lon())), ("precision", json!(Precision::City))]
    });
    let who = [("displayName", json!(person.name)), ("avatarUrl", json!(avatar))];
    place.into_iter().flatten().chain(who).map(|(name, value)| (name.to_owned(), value)).collect()
}
