//! The time of a snap that stays on screen for so long: it runs from when the picture can be seen, stands while somebody
//! holds it, and closes the viewer.

use std::{cell::Cell, time::Duration};

use appwrite::Id;
use leptos::prelude::*;

use crate::{
    clock::{self, Stopwatch},
    snaps::model::Timer,
};

/// How often what is left is counted.
const STEP: Duration = Duration::from_millis(100);

/// What is left of a snap's time. A handle: copies count the same.
#[derive(Clone, Copy)]
pub struct Countdown {
    running: RwSignal<Option<Running>>,
    /// Held by a finger, or by the button.
    touched: RwSignal<bool>,
    pub paused: RwSignal<bool>,
}

#[derive(Clone, Copy, PartialEq)]
struct Running {
    whole_ms: u32,
    left_ms: u32,
}

impl Countdown {
    /// Calls `over` when the time is. Another `id` is another snap, whose time has not begun.
    pub fn new(id: Memo<Id>, over: impl Fn() + Copy + 'static) -> Self {
        let countdown = Self {
            running: RwSignal::new(None),
            touched: RwSignal::new(false),
            paused: RwSignal::new(false),
        };
        Effect::new(move |_| {
            id.track();
            countdown.running.set(None);
            countdown.paused.set(false);
        });
        let runs = Memo::new(move |_| countdown.is_on() && !countdown.is_held());
        Effect::new(move |_| {
            if !runs.get() {
                return;
            }
            let watch = Cell::new(Stopwatch::started(clock::since_start()));
            let step = move || {
                // A step may be on its way already when the time is held.
                let in_sight = runs.try_get_untracked() == Some(true) && !document().hidden();
                let mut stopwatch = watch.get();
                let passed = stopwatch.step(clock::since_start(), in_sight);
                watch.set(stopwatch);
                if !passed.is_zero() && countdown.pass(passed) {
                    over();
                }
            };
            if let Ok(timer) = set_interval_with_handle(step, STEP) {
                on_cleanup(move || timer.clear());
            }
        });
        countdown
    }

    /// The picture can be seen.
    pub fn begin(self, timer: Timer) {
        let whole_ms = u32::from(timer.seconds()) * 1_000;
        // The browser may say it a second time; the time has been running since the first.
        self.running.update(|running| {
            running.get_or_insert(Running { whole_ms, left_ms: whole_ms });
        });
    }

    pub fn is_on(self) -> bool {
        self.running.with(Option::is_some)
    }

    /// A finger is down, or up again.
    pub fn touch(self, down: bool) {
        if self.touched.get_untracked() != down {
            self.touched.set(down);
        }
    }

    fn is_held(self) -> bool {
        self.touched.get() || self.paused.get()
    }

    /// Whole seconds that are left, while it is on.
    pub fn seconds(self) -> Option<u32> {
        self.running.with(|running| running.map(|running| running.left_ms.div_ceil(1_000)))
    }

    /// What is left, as a part of the whole.
    pub fn fraction(self) -> Option<f64> {
        self.running.with(|running| {
            running.map(|running| f64::from(running.left_ms) / f64::from(running.whole_ms.max(1)))
        })
    }

    /// So much time passed. Gives whether it is over with it.
    fn pass(self, time: Duration) -> bool {
        let millis = u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
        let over = self.running.try_update(|running| {
            let Some(running) = running else { return false };
            let before = running.left_ms;
            running.left_ms = before.saturating_sub(millis);
            before > 0 && running.left_ms == 0
        });
        over == Some(true)
    }
}

/// Holds the time for whoever does not hold the picture; nothing where no time runs.
#[component]
pub fn Hold(countdown: Countdown) -> impl IntoView {
    let on = Memo::new(move |_| countdown.is_on());
    view! {
        <Show when=move || on.get()>
            <button
                type="button" class="button"
                aria-pressed=move || countdown.paused.get().to_string()
                on:click=move |_| countdown.paused.update(|paused| *paused = !*paused)
            >
                "Hold"
            </button>
        </Show>
    }
    .into_any()
}
