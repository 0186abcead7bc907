//! The circle, kept true while anything under `/app` is open: whatever happens to a friendship or a request of mine
//! reads it again, names included. Nothing is asked while nothing happens.

use std::collections::BTreeMap;

use appwrite::Id;
use leptos::prelude::*;

use super::{Circle, api};
use crate::{AppError, ids, live::use_live, presence::use_presence};

/// The circle of whoever is signed in.
pub type LiveCircle = Resource<Result<Circle, AppError>>;

/// Asks for the circle, for the first render. Call it outside every `Suspense`: what is inside one is rendered more
/// than once on the server, and the browser finds a resource by how many were made before it.
pub fn first_circle() -> LiveCircle {
    Resource::new_blocking(|| (), |()| api::list_circle())
}

/// Makes the circle reachable below the calling component, live in the browser. Needs the connection and the presence
/// above it.
pub fn provide_circle(circle: LiveCircle) {
    let channels = [ids::FRIENDSHIPS, ids::FRIEND_REQUESTS, ids::DECLINES, ids::MUTES]
        .map(|table| appwrite::Channel::tables_db(ids::DATABASE).table(table).row());
    let confirmed = use_live().on(channels, move |_| circle.refetch());
    // What happened between the first look and the subscription was told to nobody here.
    Effect::new(move |_| {
        if confirmed.get() > 0 {
            circle.refetch();
        }
    });
    read_again_when_renamed(circle);
    provide_context(circle);
}

/// Somebody who is here calls themselves differently from now on, as a guest does who stays: names are read again. What
/// they call themselves is only the occasion; the names are those of the accounts.
fn read_again_when_renamed(circle: LiveCircle) {
    let presence = use_presence();
    Effect::new(move |known: Option<BTreeMap<_, _>>| {
        let mut known = known.unwrap_or_default();
        let mut renamed = false;
        for one in presence.list().get() {
            let called = one.metadata.called();
            let before = known.insert(one.user_id, called.clone());
            renamed |= before.is_some_and(|before| before != called);
        }
        if renamed {
            circle.refetch();
        }
        known
    });
}

/// The circle of whoever is signed in, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_circle() -> LiveCircle {
    expect_context()
}

/// Whether the one who is signed in wants to hear less of this friend, as far as this page knows.
pub fn is_muted(circle: LiveCircle, friend: &Id) -> bool {
    let known = circle.try_get_untracked().flatten();
    known.and_then(Result::ok).is_some_and(|circle| circle.muted.contains(friend))
}
