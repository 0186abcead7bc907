//! Does what the pulse says: talks to the server and to the other tabs, and tells the pulse what came of it.

use std::time::Duration;

use appwrite::Timestamp;
use leptos::{prelude::*, task::spawn_local};

use super::{Presence, attention, ear, memory, tabs, zone};
use crate::{
    AppError,
    clock::now,
    live::use_live,
    presence::{
        api::{clear_presence, upsert_presence},
        model::{
            Groups, Saying, Word,
            pulse::{Act, Pace, Pulse},
        },
    },
};

/// How often the pulse is told that time has passed. Browsers make it once a minute for a tab nobody sees.
const TICK: Duration = Duration::from_secs(5);

/// What only a browser has.
#[derive(Clone, Copy)]
pub(super) struct Browser {
    /// How many milliseconds the server's clock is ahead of this one, once a beat was answered.
    ahead: RwSignal<Option<i64>>,
    /// Changes whenever the next expiry may have.
    pub(super) watch: RwSignal<u32>,
    /// Whose presences this page listens to.
    pub(super) groups: RwSignal<Groups>,
    tabs: StoredValue<Option<tabs::Tabs>, LocalStorage>,
}

impl Default for Browser {
    fn default() -> Self {
        Self {
            ahead: RwSignal::new(None),
            watch: RwSignal::new(0),
            groups: RwSignal::new(Groups::default()),
            tabs: StoredValue::new_local(None),
        }
    }
}

impl Browser {
    /// The next expiry may have changed.
    pub(super) fn look_again(self) {
        self.watch.try_update(|times| *times = times.wrapping_add(1));
    }

    /// How far the server's clock is ahead, in milliseconds. Nobody is taken for quiet by a clock that was never
    /// compared.
    pub(super) fn ahead(self) -> Option<i64> {
        self.ahead.try_get().flatten()
    }

    /// The server's clock, as far as it is known.
    pub(super) fn server_now(self) -> Timestamp {
        let ahead = self.ahead.try_get_untracked().flatten().unwrap_or(0);
        Timestamp::from_millis(now().millis() + ahead)
    }
}

/// Beats and listens while the calling component lives.
pub(super) fn keep_beating(presence: Presence) {
    ear::keep_true(presence);
    let live = use_live();
    // After hydration, so that the first render is the server's.
    Effect::new(move |_| begin(presence));
    Effect::new(move |_| {
        let tick = move || {
            presence.happens(Pulse::tick);
            tell_the_time(presence);
        };
        if let Ok(timer) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || timer.clear());
        }
    });
    Effect::new(move |_| {
        // A connection that came back may have been away for longer than a presence lives.
        if live.reconnected().get() > 1 {
            presence.happens(Pulse::back);
        }
    });
    attention::follow(presence);
    on_cleanup(move || {
        presence.browser.tabs.try_set_value(None);
    });
}

fn tell_the_time(presence: Presence) {
    if presence.browser.ahead.try_get_untracked().flatten().is_some() {
        let minute = presence.browser.server_now().millis() / 60_000 * 60_000;
        super::put(presence.minute, Some(Timestamp::from_millis(minute)));
    }
}

fn begin(presence: Presence) {
    let me = presence.my_id();
    let tabs = tabs::Tabs::join(
        &me,
        move |from, word| presence.happens(|pulse, now| pulse.heard(from, word, now)),
        move || presence.happens(Pulse::lead),
    );
    presence.browser.tabs.set_value(Some(tabs));
    let remembered = memory::recall(&me);
    presence.happens(|pulse, now| {
        pulse.remember(remembered);
        pulse.start(Pace::default(), now)
    });
}

pub(super) fn act(presence: Presence, acts: Vec<Act>) {
    for act in acts {
        match act {
            Act::Say(saying) => spawn_local(async move {
                let answer = upsert_presence(Saying { zone: zone::here(), ..saying }).await;
                if answer == Err(AppError::SignedOut) {
                    let _ = window().location().assign("/");
                }
                if let Ok(answer) = &answer {
                    let ahead = answer.now.millis() - now().millis();
                    presence.browser.ahead.try_set(Some(ahead));
                    tell_the_time(presence);
                    super::put(presence.on_record, answer.record.is_some());
                    let record = answer.record.clone().map(Word::Here);
                    presence
                        .change(|roster| record.and_then(|word| roster.apply(word)).into_iter().collect());
                }
                presence.happens(|pulse, now| pulse.answered(answer, now));
            }),
            Act::Tell(word) => {
                presence.browser.tabs.try_with_value(|tabs| {
                    if let Some(tabs) = tabs {
                        tabs.tell(&word);
                    }
                });
            }
            // Where it could not be said, the record ends by itself.
            Act::Remove => spawn_local(async move { drop(clear_presence().await) }),
            Act::Goodbye => attention::say_goodbye(),
        }
    }
}
