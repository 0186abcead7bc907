//! Whoever is signed in, kept true while a page is open: a guest may become somebody with an account, and anybody take
//! another name, in this tab or elsewhere.

use appwrite::{
    Channel,
    wire::{Account, Event},
};
use leptos::prelude::*;
use serde::Deserialize;

use super::Me;
use crate::{
    hue::Hue,
    live::use_live,
    look::{News, Part, use_catch_up},
    presence::use_presence,
};

/// The context: who is signed in, as of now.
#[derive(Clone, Copy)]
struct LiveMe(RwSignal<Me>);

/// Provides the signed-in person to the components below the caller. Needs the connection and the presence above it.
pub fn provide_me(me: Me) {
    let now = RwSignal::new(me.clone());
    let catch_up = use_catch_up();
    let confirmed = use_live().on([Channel::account()], move |event| {
        if let Some(changed) = changed(&event) {
            catch_up.touched(Part::Me);
            now.try_update(|me| {
                if me.id == changed.id {
                    *me = changed;
                }
            });
        }
    });
    catch_up.wait_for(confirmed, || ());
    catch_up.on_news(
        || (),
        move |news| {
            if let Ok(News { me: Some(me), .. }) = news {
                now.try_set(me.clone());
            }
        },
    );
    tell_friends_of_a_new_name(now);
    provide_context(me);
    provide_context(LiveMe(now));
}

/// A presence says what its owner is called. It is written again at once when that changes.
fn tell_friends_of_a_new_name(me: RwSignal<Me>) {
    let presence = use_presence();
    let name = Memo::new(move |_| me.with(|me| me.name.clone()));
    Effect::new(move |before: Option<String>| {
        let name = name.get();
        if before.is_some_and(|before| before != name) {
            presence.write_now();
        }
        name
    });
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
