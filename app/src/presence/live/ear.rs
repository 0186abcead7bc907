//! Hears who is here: subscribes, reads the list, and lets the news that arrives in between wait in line. Goes
//! through the list again after every reconnect, and takes out who has gone quiet on time.

use std::{rc::Rc, time::Duration};

use appwrite::{Channel, Id, wire, wire::Event};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde::Deserialize;

use super::{Presence, put};
use crate::{
    AppError, clock, ids,
    live::use_live,
    look::{News, Part, use_catch_up},
    presence::{
        api::roster,
        model::{Company, Dot, Groups, Roster, Spot, Word, pulse::Pulse},
    },
};

/// How long to wait before reading the list again when it could not be read.
const AGAIN: Duration = Duration::from_secs(5);

/// The two people of a friendship, as an event tells them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pair {
    user_a: Id,
    user_b: Id,
}

/// A place finer than a presence shows, as an event tells it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    owner_id: Id,
    lat: f64,
    lon: f64,
}

/// Keeps the roster true while the calling component lives.
pub(super) fn keep_true(presence: Presence) {
    let catch_up = use_catch_up();
    let heard = move |event: Event| {
        catch_up.touched(Part::Company);
        if let Some(word) = word(presence, &event) {
            presence.change(|roster| roster.apply(word.clone()).into_iter().collect());
            if matches!(word, Word::Befriended(_) | Word::Parted(_)) {
                follow_friends(presence);
            }
            presence.browser.look_again();
            mine(presence, word);
        }
    };
    follow_friends(presence);
    let groups = presence.browser.groups;
    let people = use_live().follow(Signal::derive(move || groups.with(Groups::topics)), heard);
    let rows =
        [ids::FRIENDSHIPS, ids::PLACES].map(|table| Channel::tables_db(ids::DATABASE).table(table).row());
    let confirmed = use_live().on(rows, heard);
    // For a friend who is new: what they said before the subscription was confirmed was told to nobody here.
    catch_up.wait_for(people, move || spawn_local(read(presence)));
    catch_up.wait_for(confirmed, || ());
    catch_up.on_news(move || start_reading(presence), move |news| caught_up(presence, news));
    prune_on_time(presence);
}

/// Listens to the presences of my friends as they are now, and of nobody else.
fn follow_friends(presence: Presence) {
    let Some(followed) = presence.roster.try_with_value(Roster::followed) else { return };
    let mut groups = presence.browser.groups.try_get_untracked().unwrap_or_default();
    groups.set(&followed);
    put(presence.browser.groups, groups);
}

fn start_reading(presence: Presence) {
    presence.change(|roster| {
        roster.start_reading();
        vec![]
    });
}

async fn read(presence: Presence) {
    start_reading(presence);
    match roster().await {
        Ok(company) => take(presence, company),
        Err(_) => try_later(presence),
    }
}

/// The list was read with everything else.
fn caught_up(presence: Presence, news: Result<&News, &AppError>) {
    match news.map(|news| (&news.company, &news.dots)) {
        Ok((Some(Ok(company)), _)) => take(presence, company.clone()),
        Ok((None, dots)) => {
            presence.change(|roster| roster.read_dots(dots.clone()));
            presence.browser.look_again();
            presence.ready.try_set(true);
        }
        Ok((Some(Err(_)), _)) | Err(_) => try_later(presence),
    }
}

fn take(presence: Presence, company: Company) {
    let my_spot = company.my_spot;
    presence.change(|roster| roster.read(company));
    follow_friends(presence);
    presence.kept_at(my_spot);
    presence.browser.look_again();
    presence.ready.try_set(true);
}

/// The list that is there stays, and what was heard was heard.
fn try_later(presence: Presence) {
    presence.change(|roster| {
        roster.stop_reading();
        vec![]
    });
    set_timeout(move || spawn_local(read(presence)), AGAIN);
}

/// The pulse knows what to do about a word that is about me.
fn mine(presence: Presence, word: Word) {
    let me = presence.my_id();
    match word {
        Word::Here(dot) if dot.id == me => {
            put(presence.on_record, true);
            presence.happens(|pulse, now| pulse.heard_mine(&dot, now));
        }
        Word::Left(id, _) if id == me => {
            put(presence.on_record, false);
            presence.happens(Pulse::lost_mine);
        }
        _ => {}
    }
}

fn word(presence: Presence, event: &Event) -> Option<Word> {
    let gone = event.action() == "delete";
    if let Ok(pair) = Pair::deserialize(&event.payload) {
        let me = presence.id.try_get_value()?;
        let other = if pair.user_a == me { pair.user_b } else { pair.user_a };
        return Some(if gone { Word::Parted(other) } else { Word::Befriended(other) });
    }
    if let Ok(Place { owner_id, lat, lon }) = Place::deserialize(&event.payload) {
        let mine = owner_id == presence.id.try_get_value()?;
        return (!mine).then(|| Word::Placed(owner_id, Spot::new(lat, lon).filter(|_| !gone)));
    }
    let record = wire::Presence::deserialize(&event.payload).ok()?;
    Some(if gone {
        Word::Left(record.user_id, record.updated_at)
    } else {
        Word::Here(Dot::from_wire(&record))
    })
}

/// Sleeps until the next person goes quiet, by the server's clock.
fn prune_on_time(presence: Presence) {
    let timer = StoredValue::new_local(None::<TimeoutHandle>);
    let cancel = move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    Effect::new(move |_| {
        presence.browser.watch.track();
        cancel();
        if !clock::is_known() {
            return;
        }
        let Some(due) = presence.roster.try_with_value(|roster| roster.next_expiry()).flatten() else {
            return;
        };
        let millis = due.millis().saturating_sub(clock::now().millis()).clamp(0, 3_600_000);
        let prune = Rc::new(move || {
            presence.change(|roster| roster.prune(clock::now()));
            presence.browser.look_again();
        });
        let handle =
            set_timeout_with_handle(move || prune(), Duration::from_millis(millis.unsigned_abs() + 50));
        timer.set_value(handle.ok());
    });
    on_cleanup(cancel);
}
