//! What pages show of a person to everybody who may see them: what they are called, their colour and handle, and when they were last here
//! as far as they tell anybody. Who may see it is the page's to decide; only on the server.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem::size_of,
    sync::Arc,
};

use appwrite::{Client, Id, Query, Timestamp};
use futures_util::future::try_join_all;
use serde::Deserialize;

use crate::{
    AppError, AppState,
    account::names::{Looks, looks},
    clock::now,
    handles::Handle,
    hue::Hue,
    ids,
    privacy::Audience,
    read_model::{Looked, Weigh},
};

/// People in one question: as many values as Appwrite takes for one list.
const PAGE: usize = 100;

/// One person.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Card {
    /// Never empty: a guest is called that.
    pub(crate) name: String,
    /// `None`: they chose none.
    pub(crate) hue: Option<Hue>,
    pub(crate) handle: Option<Handle>,
    /// `None`: they tell nobody, or were never here.
    pub(crate) seen: Option<Seen>,
}

/// When somebody was last here, and which of their friends may know.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) at: Timestamp,
    pub(crate) audience: Audience,
}

impl Weigh for Card {
    fn bytes(&self) -> usize {
        let handle = self.handle.as_ref().map_or(0, |handle| handle.as_str().len());
        size_of::<Option<Self>>() + self.name.len() + handle
    }
}

/// A profile, as far as a card has it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Profile {
    handle: Option<Handle>,
    show_seen: Option<bool>,
    seen_at: Option<Timestamp>,
    audience: Option<Audience>,
}

/// The cards of some people.
#[derive(Default)]
pub(crate) struct Cards(BTreeMap<Id, Arc<Option<Card>>>);

impl Cards {
    /// These people's cards: kept ones, and the rest in two questions for each hundred, asked together.
    pub(crate) async fn of(state: &AppState, people: &BTreeSet<Id>) -> Result<Self, AppError> {
        let (mut found, mut tickets) = (BTreeMap::new(), BTreeMap::new());
        for person in people {
            match state.read_model.as_ref().map(|model| model.cards.look(person, now())) {
                Some(Looked::Found(card)) => drop(found.insert(person.clone(), card)),
                Some(Looked::Missing(ticket)) => drop(tickets.insert(person, Some(ticket))),
                None => drop(tickets.insert(person, None)),
            }
        }
        let missing: Vec<&Id> = tickets.keys().copied().collect();
        let mut read = read(&state.appwrite, &missing).await?;
        for (person, ticket) in tickets {
            let card = Arc::new(read.remove(person));
            if let (Some(model), Some(ticket)) = (&state.read_model, ticket) {
                model.cards.keep(person, ticket, &card, now());
            }
            found.insert(person.clone(), card);
        }
        Ok(Self(found))
    }

    /// `None` for somebody without an account, and for who was not asked for.
    pub(crate) fn get(&self, person: &Id) -> Option<&Card> {
        self.0.get(person)?.as_ref().as_ref()
    }
}

/// The cards as they are in the database.
async fn read(admin: &Client, people: &[&Id]) -> Result<BTreeMap<Id, Card>, AppError> {
    let names = looks(admin, people.iter().map(|id| (*id).clone()));
    let profiles = try_join_all(people.chunks(PAGE).map(|page| profiles(admin, page)));
    let (names, profiles) = tokio::try_join!(names, profiles)?;
    let mut profiles: BTreeMap<Id, Profile> = profiles.into_iter().flatten().collect();
    let card = |(id, Looks { name, hue }): (Id, Looks)| {
        let Profile { handle, show_seen, seen_at, audience } = profiles.remove(&id).unwrap_or_default();
        let tells = show_seen.unwrap_or(true);
        let seen = seen_at.filter(|_| tells).map(|at| Seen { at, audience: audience.unwrap_or_default() });
        (id, Card { name, hue, handle, seen })
    };
    Ok(names.into_iter().map(card).collect())
}

/// Only what a card has of them: exact places, above all, stay in the database.
async fn profiles(admin: &Client, people: &[&Id]) -> Result<Vec<(Id, Profile)>, AppError> {
    let columns =
        ["$id", "$createdAt", "$updatedAt", "$permissions", "handle", "showSeen", "seenAt", "audience"];
    let these = Query::one_of("$id", people.iter().map(|id| id.as_str()));
    let queries = [these, Query::select(columns), Query::limit(PAGE as u32)];
    let list = admin.tables_db(ids::DATABASE).list_rows::<Profile>(ids::PROFILES, &queries).await?;
    Ok(list.rows.into_iter().map(|row| (row.id, row.data)).collect())
}
