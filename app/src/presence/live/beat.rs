//! My own beat: every 20 seconds, at once on a move, and when the tab is looked at again. One beat at a time: a
//! beat that overtook another would put my pin back where it was.

use std::time::Duration;

use leptos::{ev, prelude::*, task::spawn_local};

use super::{Presence, memory};
use crate::{
    AppError,
    clock::now,
    live::use_live,
    presence::{
        Spot,
        api::upsert_presence,
        model::{BEAT, Saying},
    },
};

/// What beating needs to remember.
#[derive(Clone, Copy)]
pub(super) struct Heart {
    under_way: StoredValue<bool>,
    /// A move the server has not heard of yet, and how many moves it stands for.
    move_to_say: StoredValue<Option<(Spot, u32)>>,
    /// Somebody asked for a beat while one was under way.
    again: StoredValue<bool>,
    /// The server does not know where I am, as far as this page knows.
    forgotten: StoredValue<bool>,
    /// How many milliseconds the server's clock is ahead of this one, once a beat was answered.
    ahead: StoredValue<Option<i64>>,
    /// Changes whenever the next expiry may have.
    watch: RwSignal<u32>,
}

impl Default for Heart {
    fn default() -> Self {
        Self {
            under_way: StoredValue::new(false),
            move_to_say: StoredValue::new(None),
            again: StoredValue::new(false),
            forgotten: StoredValue::new(true),
            ahead: StoredValue::new(None),
            watch: RwSignal::new(0),
        }
    }
}

impl Heart {
    /// The next expiry may have changed.
    pub(super) fn watch(self) {
        self.watch.try_update(|times| *times = times.wrapping_add(1));
    }

    /// How far the server's clock is ahead, in milliseconds; notifies whenever the next expiry may have changed.
    /// Nobody is taken for quiet by a clock that was never compared.
    pub(super) fn watched(self) -> Option<i64> {
        self.watch.track();
        self.ahead.try_get_value().flatten()
    }
}

/// Beats while the calling component lives.
pub(super) fn keep_beating(presence: Presence) {
    let live = use_live();
    Effect::new(move |_| {
        // After hydration, so that the first render is the server's.
        if let Some(spot) = memory::recall(&presence.me()) {
            presence.change(|roster| roster.remember_me_at(spot).into_iter().collect());
        }
        beat(presence);
    });
    Effect::new(move |_| {
        let timer = set_interval_with_handle(move || beat(presence), Duration::from_millis(BEAT.into()));
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
    Effect::new(move |_| {
        // A connection that came back may have been away for longer than a presence lives.
        if live.reconnected().get() > 1 {
            beat(presence);
        }
    });
    let looking = window_event_listener(ev::visibilitychange, move |_| beat(presence));
    on_cleanup(move || looking.remove());
}

/// I am somewhere else now.
pub(super) fn moved(presence: Presence, spot: Spot) {
    memory::remember(&presence.me(), spot);
    presence.heart.move_to_say.update_value(|waiting| {
        let moves = waiting.map_or(0, |(_, moves)| moves);
        *waiting = Some((spot, moves + 1));
    });
    beat(presence);
}

pub(super) fn beat(presence: Presence) {
    let heart = presence.heart;
    match heart.under_way.try_get_value() {
        Some(false) => heart.under_way.set_value(true),
        Some(true) => return heart.again.set_value(true),
        // The page this belonged to is gone.
        None => return,
    }
    spawn_local(async move {
        let answered = say(presence).await;
        let again = heart.again.try_update_value(std::mem::take).unwrap_or(false);
        heart.under_way.try_update_value(|under_way| *under_way = false);
        presence.trouble.try_set(answered.err());
        if again {
            beat(presence);
        }
    });
}

/// Says one beat, the newest move included, and takes the answer. A move that could not be said is said next time.
async fn say(presence: Presence) -> Result<(), AppError> {
    let heart = presence.heart;
    let gone = || AppError::Gone;
    let moving = heart.move_to_say.try_update_value(Option::take).ok_or_else(gone)?;
    // A server that has forgotten where I am is told again.
    let forgotten = || presence.my_spot().get_untracked().filter(|_| heart.forgotten.get_value());
    let place = moving.map(|(spot, _)| spot).or_else(forgotten);
    match upsert_presence(Saying { place, ..Saying::default() }).await {
        Ok(answer) => {
            heart.forgotten.try_update_value(|forgotten| *forgotten = answer.spot.is_none());
            heart.ahead.try_update_value(|ahead| *ahead = Some(answer.now.millis() - now().millis()));
            let moves = moving.map_or(0, |(_, moves)| moves);
            if let Some(mut record) = answer.record {
                // What friends are shown is not where I am.
                record.spot = answer.spot;
                presence.change(|roster| roster.moves_answered(moves, record).into_iter().collect());
            }
            heart.watch();
            Ok(())
        }
        Err(error) => {
            if let Some((spot, moves)) = moving {
                heart.move_to_say.try_update_value(|waiting| {
                    *waiting = Some(waiting.map_or((spot, moves), |(newer, more)| (newer, moves + more)));
                });
            }
            if error == AppError::SignedOut {
                let _ = window().location().assign("/");
            }
            Err(error)
        }
    }
}
