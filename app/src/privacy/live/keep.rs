//! The browser's half: hears of changes, in this tab or elsewhere, and ends the ghost on time.

use std::time::Duration;

use appwrite::{Channel, Id, Timestamp};
use leptos::prelude::*;
use serde::Deserialize;

use super::GhostSwitch;
use crate::{
    clock::now,
    ids,
    live::use_live,
    look::{News, Part, use_catch_up},
    presence::{Spot, model::Ghost, use_presence},
    privacy::model::{Audience, Precision, SeenAs},
};

/// How often to look whether the ghost is over.
const TICK: Duration = Duration::from_secs(1);

/// A profile, as far as this page shows it.
#[derive(Deserialize)]
struct Profile {
    #[serde(rename = "$id")]
    id: Id,
    #[serde(rename = "ghostUntil", default)]
    ghost_until: Option<Timestamp>,
    #[serde(default)]
    precision: Option<Precision>,
    #[serde(default)]
    audience: Option<Audience>,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// Keeps all of it true while the calling component lives.
pub(super) fn keep_true(switch: GhostSwitch) {
    let presence = use_presence();
    let me = presence.my_id();
    // Seen again, friends are to see it now and not at the next beat.
    let become_or_stop = move |ghost: Option<Ghost>| {
        let ended = ghost.is_none() && switch.ghost.try_with_untracked(Option::is_some).unwrap_or(false);
        presence.set_ghost(ghost.is_some());
        switch.ghost.try_set(ghost);
        switch.now.try_set(now());
        if ended {
            presence.write_now();
        }
    };
    let be_seen_as = move |SeenAs { ghost, precision }: SeenAs| {
        if switch.precision.try_with_untracked(|known| *known != precision) == Some(true) {
            switch.precision.set(precision);
        }
        become_or_stop(ghost);
    };
    let profiles = Channel::tables_db(ids::DATABASE).table(ids::PROFILES).row();
    let catch_up = use_catch_up();
    let confirmed = use_live().on([profiles], move |event| {
        if let Ok(profile) = Profile::deserialize(&event.payload)
            && profile.id == me
        {
            catch_up.touched(Part::Company);
            let ghost = Ghost::kept(profile.ghost_until, now());
            be_seen_as(SeenAs::kept(ghost, profile.precision, profile.audience));
            presence.kept_at(profile.lat.zip(profile.lon).and_then(|(lat, lon)| Spot::new(lat, lon)));
        }
    });
    catch_up.wait_for(confirmed, || ());
    catch_up.on_news(
        || (),
        move |news| {
            if let Ok(News { company: Some(Ok(company)), .. }) = news {
                be_seen_as(company.seen_as.clone());
            }
        },
    );
    Effect::new(move |_| {
        if let Some(Ok(ghost)) = switch.set.value().get() {
            become_or_stop(ghost);
        }
    });
    Effect::new(move |_| {
        let timer = set_interval_with_handle(
            move || {
                switch.now.set(now());
                let over = |ghost: &Option<Ghost>| ghost.as_ref().is_some_and(|ghost| ghost.is_over(now()));
                if switch.ghost.with_untracked(over) {
                    become_or_stop(None);
                }
            },
            TICK,
        );
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
}
