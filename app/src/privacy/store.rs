//! Settings as rows: one profile for each person and one row for each exception, both read by their owner alone and
//! written by the admin key alone.

use std::collections::BTreeMap;

use appwrite::{Client, Id, Permission, Query, Role, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::model::{Audience, Exception, Precision, SeenAs, Settings};
use crate::{
    AppError,
    cards::Seen,
    clock::now,
    friends::api::{every_row, way_id},
    handles::Handle,
    ids,
    presence::{
        Spot,
        model::{Ghost, pulse::WHOLE_EVERY},
    },
};

/// How often the moment somebody was last here is written down, in seconds.
const SEEN_EVERY: i64 = 4 * 60;
// Only a whole beat writes it down. Were both as long, every second one would come a moment too early.
const _: () = assert!(SEEN_EVERY < WHOLE_EVERY);

/// A profile as its owner reads it. A missing row and a missing value mean the default.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Profile {
    pub(crate) handle: Option<Handle>,
    pub(super) precision: Option<Precision>,
    pub(super) audience: Option<Audience>,
    pub(super) ghost_until: Option<Timestamp>,
    pub(super) show_seen: Option<bool>,
    pub(super) seen_at: Option<Timestamp>,
    lat: Option<f64>,
    lon: Option<f64>,
}

impl Profile {
    /// Whether friends may know when they were last here, and they of their friends.
    pub(crate) fn shows_seen(&self) -> bool {
        self.show_seen.unwrap_or(true)
    }

    /// How they are seen by those who see them.
    pub(crate) fn seen_as(&self) -> SeenAs {
        SeenAs::kept(Ghost::kept(self.ghost_until, now()), self.precision, self.audience)
    }

    pub(super) fn settings(&self, exceptions: BTreeMap<Id, Exception>) -> Settings {
        Settings {
            ghost: Ghost::kept(self.ghost_until, now()),
            precision: self.precision.unwrap_or_default(),
            audience: self.audience.unwrap_or_default(),
            exceptions,
        }
    }

    /// The exact place.
    pub(crate) fn spot(&self) -> Option<Spot> {
        self.lat.zip(self.lon).and_then(|(lat, lon)| Spot::new(lat, lon))
    }
}

/// A row of the table of exceptions.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExceptionRow {
    pub(super) owner_id: Id,
    pub(super) friend_id: Id,
    pub(super) shows: Exception,
}

pub(crate) async fn profile(client: &Client, owner: &Id) -> Result<Profile, AppError> {
    match client.tables_db(ids::DATABASE).get_row::<Profile>(ids::PROFILES, owner).await {
        Ok(row) => Ok(row.data),
        Err(refusal) if refusal.status() == Some(404) => Ok(Profile::default()),
        Err(refusal) => Err(refusal.into()),
    }
}

/// Changes these values of a profile and no other.
pub(crate) async fn change(
    admin: &Client,
    owner: &Id,
    changes: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<(), AppError> {
    let changes: Map<String, Value> =
        changes.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let rows = admin.tables_db(ids::DATABASE);
    let update = async || rows.update_row::<Profile>(ids::PROFILES, owner, changes.clone(), None).await;
    match update().await {
        Err(refusal) if refusal.status() == Some(404) => {}
        answered => return Ok(answered.map(drop)?),
    }
    let mine = [Permission::read(Role::user(owner))];
    match rows.create_row(ids::PROFILES, owner, &changes, &mine).await {
        // Two first changes at once: this one comes second.
        Err(refusal) if refusal.status() == Some(409) => Ok(update().await.map(drop)?),
        answered => Ok(answered.map(drop)?),
    }
}

/// What a person is known to be and where, for themselves: their exact place, and how they are seen.
pub(crate) async fn mine(client: &Client, owner: &Id) -> Result<(Option<Spot>, SeenAs), AppError> {
    let profile = profile(client, owner).await?;
    Ok((profile.spot(), profile.seen_as()))
}

/// Keeps where a person is. Whoever writes their presence next shows as much of it as they want shown.
pub(crate) async fn moved(admin: &Client, owner: &Id, spot: Spot) -> Result<(), AppError> {
    let place = [("lat", json!(spot.lat())), ("lon", json!(spot.lon())), ("placedAt", json!(now()))];
    change(admin, owner, place).await
}

/// Somebody is here, and was last written down to have been at `before`.
pub(crate) async fn seen(admin: &Client, owner: &Id, before: Option<Timestamp>) -> Result<(), AppError> {
    let now = now();
    match before.is_some_and(|before| before.plus_seconds(SEEN_EVERY) > now) {
        true => Ok(()),
        false => change(admin, owner, [("seenAt", json!(now))]).await,
    }
}

/// Somebody leaves. Of whom nobody saw that they were here, nobody sees that they went.
pub(crate) async fn left(admin: &Client, owner: &Id) -> Result<(), AppError> {
    match profile(admin, owner).await?.settings(BTreeMap::new()).is_unseen() {
        true => Ok(()),
        false => change(admin, owner, [("seenAt", json!(now()))]).await,
    }
}

pub(super) async fn exceptions(client: &Client, owner: &Id) -> Result<BTreeMap<Id, Exception>, AppError> {
    let mine = Query::equal("ownerId", owner.as_str());
    let rows = every_row::<ExceptionRow>(client, ids::EXCEPTIONS, mine).await?;
    Ok(rows.into_iter().map(|row| (row.data.friend_id, row.data.shows)).collect())
}

/// What `owner` shows `friend` from now on; `None` for what the rest are shown.
pub(super) async fn except(
    admin: &Client,
    owner: &Id,
    friend: &Id,
    shows: Option<Exception>,
) -> Result<(), AppError> {
    let (rows, id) = (admin.tables_db(ids::DATABASE), way_id(owner, friend));
    match rows.delete_row(ids::EXCEPTIONS, &id).await {
        Err(refusal) if refusal.status() != Some(404) => return Err(refusal.into()),
        _ => {}
    }
    let Some(shows) = shows else { return Ok(()) };
    let row = ExceptionRow { owner_id: owner.clone(), friend_id: friend.clone(), shows };
    let mine = [Permission::read(Role::user(owner))];
    Ok(rows.create_row(ids::EXCEPTIONS, &id, &row, &mine).await.map(drop)?)
}

/// What some friends show `friend` in particular.
pub(crate) async fn shown_to(admin: &Client, friend: &Id) -> Result<BTreeMap<Id, Exception>, AppError> {
    let about_them = Query::equal("friendId", friend.as_str());
    let rows = every_row::<ExceptionRow>(admin, ids::EXCEPTIONS, about_them).await?;
    Ok(rows.into_iter().map(|row| (row.data.owner_id, row.data.shows)).collect())
}

/// When somebody was last here, if `me` may know it: in the last day, and not where they show `me` nothing.
pub(crate) fn seen_by(me: &Id, Seen { at, audience }: Seen, shown: Option<Exception>) -> Option<Timestamp> {
    // A ghost looks like somebody who left when they became one, and so does who is seen by nobody.
    let audience = if audience == Audience::Nobody { Audience::All } else { audience };
    let exceptions = shown.map(|shows| (me.clone(), shows)).into_iter().collect();
    let as_if_left = Settings { audience, exceptions, ..Settings::default() };
    let oldest = now().plus_seconds(-24 * 60 * 60);
    (at > oldest && as_if_left.seen_by(me).is_some()).then_some(at)
}

/// Two people are friends no more: what they chose for each other goes.
pub(crate) async fn forget(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    except(admin, a, b, None).await?;
    except(admin, b, a, None).await
}
