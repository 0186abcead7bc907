//! The circle, kept true while a page shows it: whatever happens to a friendship or a request of mine reads it
//! again, names included. Nothing is asked while nothing happens.

use leptos::prelude::*;

use super::{Circle, api};
use crate::{AppError, ids, live::use_live};

/// The circle of whoever is signed in, rendered on the server and live in the browser.
pub fn use_circle() -> Resource<Result<Circle, AppError>> {
    let circle = Resource::new_blocking(|| (), |()| api::list_circle());
    let channels = [ids::FRIENDSHIPS, ids::FRIEND_REQUESTS]
        .map(|table| appwrite::Channel::tables_db(ids::DATABASE).table(table).row());
    let confirmed = use_live().on(channels, move |_| circle.refetch());
    // What happened between the first look and the subscription was told to nobody here.
    Effect::new(move |_| {
        if confirmed.get() > 0 {
            circle.refetch();
        }
    });
    circle
}
