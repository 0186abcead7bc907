//! Whoever is signed in, kept true while a page is open: a guest may become somebody with an account, and anybody take
//! another name, in this tab or elsewhere.

use appwrite::{
    Channel,
    wire::{Account, Event},
};
use leptos::{prelude::*, task::spawn_local};
use serde::Deserialize;

use super::{Me, api::who_am_i};
use crate::{hue::Hue, live::use_live};

/// The context: who is signed in, as of now.
#[derive(Clone, Copy)]
struct LiveMe(RwSignal<Me>);

/// Makes whoever is signed in reachable below the calling component. Needs the connection above it.
pub fn provide_me(me: Me) {
    let now = RwSignal::new(me.clone());
    let confirmed = use_live().on([Channel::account()], move |event| {
        if let Some(changed) = changed(&event) {
            now.try_update(|me| {
                if me.id == changed.id {
                    *me = changed;
                }
            });
        }
    });
    Effect::new(move |_| {
        // What happened while nobody listened was told to nobody here.
        if confirmed.get() > 1 {
            spawn_local(async move {
                if let Ok(me) = who_am_i().await {
                    now.try_set(me);
                }
            });
        }
    });
    provide_context(me);
    provide_context(LiveMe(now));
}

/// Who is signed in, as of now, anywhere under `/app`. What never changes about them is in [`super::use_me`].
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_live_me() -> Signal<Me> {
    expect_context::<LiveMe>().0.into()
}

/// What shows my picture in another colour on this page, before the connection tells that the account has it.
///
/// # Panics
/// Outside the `/app` layout.
pub fn use_painter() -> impl Fn(Hue) + Copy + Send + Sync + 'static {
    let LiveMe(me) = expect_context();
    move |hue| {
        if me.try_with_untracked(|me| me.hue != hue) == Some(true) {
            me.update(|me| me.hue = hue);
        }
    }
}

/// The account as an event tells it. The same channel tells of sessions, which are no accounts.
fn changed(event: &Event) -> Option<Me> {
    Account::deserialize(&event.payload).ok().map(|account| Me::from_account(&account))
}
