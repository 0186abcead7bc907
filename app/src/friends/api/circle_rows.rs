//! The rows around one person that pages show, read together: who their friends are and who asks whom, what they marked
//! friends with, what friends show them in particular, and their own profile.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem::size_of,
    sync::Arc,
};

use appwrite::{Client, Id, Query, wire::Row};
use leptos::prelude::use_context;

use super::{
    bonds::{every_row, friend_ids},
    declines,
    marks::{self, Mark},
    requests::{PENDING, RequestRow},
};
use crate::{
    AppError, ids,
    privacy::{self, Exception, Profile},
    read_model::Weigh,
    state::{Caller, RequestReads, app_state},
};

/// What is around one person.
#[derive(Clone, Debug, Default)]
pub(crate) struct CircleRows {
    pub(crate) friends: BTreeSet<Id>,
    /// Who waits for an answer of theirs.
    pub(super) incoming: Vec<Between>,
    /// Whose answer they wait for.
    pub(super) outgoing: Vec<Between>,
    pub(super) muted: BTreeSet<Id>,
    pub(super) favourites: BTreeSet<Id>,
    /// What some friends show this person in particular.
    pub(super) shown: BTreeMap<Id, Exception>,
    /// Their own.
    pub(crate) profile: Profile,
}

/// A request between somebody and me.
#[derive(Clone, Debug)]
pub(super) struct Between {
    pub(super) person: Id,
    /// By which I asked, and then the person is nobody: see [`super::addresses`].
    pub(super) email: Option<String>,
    pub(super) request: Id,
}

/// What is around the caller, read once in a request and kept from one to the next where the process is told of changes.
/// For what a page shows. Code that decides something asks [`friend_ids`] and its siblings.
pub(crate) async fn circle_rows(caller: &Caller) -> Result<Arc<CircleRows>, AppError> {
    let state = app_state()?;
    let me = &caller.account.id;
    let read = async || {
        let read = CircleRows::read(&caller.client, &state.appwrite, me);
        match &state.read_model {
            Some(model) => model.circles.get_or_read(me, read).await,
            None => Ok(Arc::new(read.await?)),
        }
    };
    match use_context::<RequestReads>() {
        Some(reads) => reads.circle.get_or_try_init(read).await.cloned(),
        None => read().await,
    }
}

impl CircleRows {
    /// As they are in the database, read as this person wherever they may read by themselves.
    async fn read(client: &Client, admin: &Client, me: &Id) -> Result<Self, AppError> {
        let (friends, (incoming, outgoing), muted, favourites, shown, profile) = tokio::try_join!(
            friend_ids(client, me),
            requests(client, me),
            marks::of(client, Mark::Mute, me),
            marks::of(client, Mark::Favourite, me),
            privacy::shown_to(admin, me),
            privacy::profile(client, me),
        )?;
        Ok(Self {
            friends: friends.into_iter().collect(),
            incoming,
            outgoing,
            muted,
            favourites,
            shown,
            profile,
        })
    }

    /// Everybody a page names because of these rows.
    pub(crate) fn people(&self) -> BTreeSet<Id> {
        let asking = self.incoming.iter().chain(&self.outgoing).filter(|between| between.email.is_none());
        self.friends.iter().chain(asking.map(|between| &between.person)).cloned().collect()
    }
}

impl Weigh for CircleRows {
    fn bytes(&self) -> usize {
        // An id and its place in a set or a map.
        const ID: usize = Id::MAX_LEN + 2 * size_of::<Id>();
        let sets = self.friends.len() + self.muted.len() + self.favourites.len() + self.shown.len();
        let address = |between: &Between| between.email.as_ref().map_or(0, String::len);
        let requests = self.incoming.iter().chain(&self.outgoing);
        size_of::<Self>()
            + sets * ID
            + requests.map(|between| size_of::<Between>() + 2 * ID + address(between)).sum::<usize>()
    }
}

/// Who waits for my answer, and whose answer I wait for.
async fn requests(client: &Client, me: &Id) -> Result<(Vec<Between>, Vec<Between>), AppError> {
    let mine = Query::or([Query::equal("toUserId", me.as_str()), Query::equal("fromUserId", me.as_str())]);
    let query = Query::and([mine, Query::equal("status", PENDING)]);
    let rows = every_row::<RequestRow>(client, ids::FRIEND_REQUESTS, query).await?;
    let (mut incoming, outgoing): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.data.to_user_id == *me);
    if !incoming.is_empty() {
        let declined = declines::by(client, me).await?;
        let is_hidden = |row: &Row<RequestRow>| {
            let declined = declined.get(&row.data.from_user_id);
            declined.is_some_and(|declined| declines::hides(*declined, row.created_at))
        };
        incoming.retain(|row| !is_hidden(row));
    }
    let received =
        |row: Row<RequestRow>| Between { person: row.data.from_user_id, email: None, request: row.id };
    let sent = |row: Row<RequestRow>| Between {
        person: row.data.to_user_id,
        email: row.data.email,
        request: row.id,
    };
    Ok((incoming.into_iter().map(received).collect(), outgoing.into_iter().map(sent).collect()))
}
