//! Settings as rows: one profile for each person and one row for each exception, both read by their owner alone and
//! written by the admin key alone.

use std::collections::BTreeMap;

use appwrite::{Client, Id, Permission, Query, Role, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::model::{Audience, Exception, Precision, SeenAs, Settings};
use crate::{
    AppError,
    clock::now,
    friends::api::{every_row, way_id},
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

/// A profile as far as privacy reads it. A missing row and a missing value mean the default.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Profile {
    pub(super) precision: Option<Precision>,
    pub(super) audience: Option<Audience>,
    pub(super) ghost_until: Option<Timestamp>,
    pub(super) show_seen: Option<bool>,
    pub(super) seen_at: Option<Timestamp>,
    lat: Option<f64>,
    lon: Option<f64>,
}

impl Profile {
    pub(super) fn settings(&self, exceptions: BTreeMap<Id, Exception>) -> Settings {
        Settings {
            ghost: Ghost::kept(self.ghost_until, now()),
            precision: self.precision.unwrap_or_default(),
            audience: self.audience.unwrap_or_default(),
            exceptions,
        }
    }

    /// The exact place.
    pub(super) fn spot(&self) -> Option<Spot> {
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

pub(super) async fn profile(client: &Client, owner: &Id) -> Result<Profile, AppError> {
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
    let ghost = Ghost::kept(profile.ghost_until, now());
    Ok((profile.spot(), SeenAs::kept(ghost, profile.precision, profile.audience)))
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

/// When each of these friends of `me` was last here, as far as both of us let that be known. Two questions, however
/// many friends there are, asked at once.
pub(crate) async fn last_seen(
    admin: &Client,
    me: &Id,
    friends: &[Id],
) -> Result<BTreeMap<Id, Timestamp>, AppError> {
    if friends.is_empty() {
        return Ok(BTreeMap::new());
    }
    let about_me = Query::equal("friendId", me.as_str());
    let (profiles, about_me) = tokio::try_join!(
        profiles(admin, me, friends),
        every_row::<ExceptionRow>(admin, ids::EXCEPTIONS, about_me)
    )?;
    let shows = |profile: &Profile| profile.show_seen.unwrap_or(true);
    if profiles.get(me).is_some_and(|profile| !shows(profile)) {
        return Ok(BTreeMap::new());
    }
    let about_me: BTreeMap<Id, Exception> =
        about_me.into_iter().map(|row| (row.data.owner_id, row.data.shows)).collect();
    let oldest = now().plus_seconds(-24 * 60 * 60);
    let known = |(friend, profile): (Id, Profile)| {
        let exceptions = about_me.get(&friend).map(|shows| (me.clone(), *shows)).into_iter().collect();
        // A ghost looks like somebody who left when they became one, and so does who is seen by nobody.
        let as_if_left = Settings { ghost: None, ..profile.settings(exceptions) };
        let as_if_left = match as_if_left.audience {
            Audience::Nobody => Settings { audience: Audience::All, ..as_if_left },
            _ => as_if_left,
        };
        let at = profile.seen_at.filter(|at| *at > oldest && shows(&profile))?;
        as_if_left.seen_by(me).map(|_| (friend, at))
    };
    Ok(profiles.into_iter().filter(|(person, _)| person != me).filter_map(known).collect())
}

async fn profiles(admin: &Client, me: &Id, friends: &[Id]) -> Result<BTreeMap<Id, Profile>, AppError> {
    /// As many values as Appwrite takes for one list.
    const PAGE: usize = 100;
    let everybody: Vec<&str> = friends.iter().chain([me]).map(Id::as_str).collect();
    let mut profiles = BTreeMap::new();
    for page in everybody.chunks(PAGE) {
        let these = Query::one_of("$id", page.iter().copied());
        let rows = every_row::<Profile>(admin, ids::PROFILES, these).await?;
        profiles.extend(rows.into_iter().map(|row| (row.id, row.data)));
    }
    Ok(profiles)
}

/// Two people are friends no more: what they chose for each other goes.
pub(crate) async fn forget(admin: &Client, a: &Id, b: &Id) -> Result<(), AppError> {
    except(admin, a, b, None).await?;
    except(admin, b, a, None).await
}
