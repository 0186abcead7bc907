//! Does what the pulse says: talks to the server and to the other tabs, and tells the pulse what came of it.

use std::time::Duration;

use appwrite::Timestamp;
use leptos::{prelude::*, task::spawn_local};

use super::{Presence, attention, ear, memory, tabs, zone};
use crate::{
    AppError, clock,
    live::use_live,
    presence::{
        api::{clear_presence, renew_presence, upsert_presence},
        model::{
            Answer, Groups, Saying, Word,
            pulse::{Act, Pace, Pulse},
        },
    },
};

/// How often the pulse is told that time has passed. Browsers make it once a minute for a tab nobody sees.
const TICK: Duration = Duration::from_secs(5);

/// What only a browser has.
#[derive(Clone, Copy)]
pub(super) struct Browser {
    /// Changes whenever the next expiry may have.
    pub(super) watch: RwSignal<u32>,
    /// Whose presences this page listens to.
    pub(super) groups: RwSignal<Groups>,
    tabs: StoredValue<Option<tabs::Tabs>, LocalStorage>,
    /// How many corrections of the clock have been followed.
    corrections: StoredValue<u32>,
}

impl Default for Browser {
    fn default() -> Self {
        Self {
            watch: RwSignal::new(0),
            groups: RwSignal::new(Groups::default()),
            tabs: StoredValue::new_local(None),
            corrections: StoredValue::new(clock::corrections()),
        }
    }
}

impl Browser {
    /// The next expiry may have changed.
    pub(super) fn look_again(self) {
        self.watch.try_update(|times| *times = times.wrapping_add(1));
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
            clock::keep_right();
            follow_corrections(presence);
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
    // The session was ended elsewhere: the next person at this browser may be somebody else.
    Effect::new(move |_| {
        if live.signed_out().get() {
            memory::forget_everybody();
        }
    });
    attention::follow(presence);
    on_cleanup(move || {
        presence.browser.tabs.try_set_value(None);
    });
}

/// What was set by a clock that has been corrected since is set again.
fn follow_corrections(presence: Presence) {
    let corrections = clock::corrections();
    if presence.browser.corrections.try_get_value().is_some_and(|followed| followed != corrections) {
        presence.browser.corrections.set_value(corrections);
        presence.happens(Pulse::clock_was_corrected);
        presence.browser.look_again();
    }
}

fn tell_the_time(presence: Presence) {
    if clock::is_known() {
        let minute = clock::now().millis() / 60_000 * 60_000;
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
            Act::Say(saying) => {
                ask(presence, upsert_presence(Saying { zone: zone::here(), ..saying }));
            }
            Act::Renew => ask(presence, renew_presence(presence.my_id())),
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

/// Waits for the server's answer to a beat, and follows it.
fn ask(presence: Presence, beat: impl Future<Output = Result<Answer, AppError>> + 'static) {
    let asked = clock::since_start();
    spawn_local(async move {
        let answer = beat.await;
        if answer == Err(AppError::SignedOut) {
            let _ = window().location().assign("/");
        }
        if let Ok(answer) = &answer {
            clock::answered(answer.now, asked);
            follow_corrections(presence);
            tell_the_time(presence);
            super::put(presence.on_record, answer.record.is_some());
            let record = answer.record.clone().map(Word::Here);
            presence.change(|roster| record.and_then(|word| roster.apply(word)).into_iter().collect());
        }
        presence.happens(|pulse, now| pulse.answered(answer, now));
    });
}
