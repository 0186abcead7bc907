use std::time::Duration;

use leptos::prelude::*;

use crate::{
    clock,
    live::{Connection, use_live},
};

/// Shorter troubles than this are not spoken of. The stylesheet waits as long before the banner shows.
const UNSAID: Duration = Duration::from_secs(1);
/// How long it says that all is well again.
const RELIEF: Duration = Duration::from_secs(2);

/// What the banner says.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    /// Before the first connection there is nothing to be missed yet.
    NotYet,
    /// All is well.
    Nothing,
    Connecting,
    /// The next attempt comes in so many seconds.
    Reconnecting(u64),
    /// The device has no network: no attempt will help.
    Offline,
    Back,
}

impl Says {
    /// The word for the stylesheet.
    fn word(self) -> &'static str {
        match self {
            Self::NotYet => "first",
            Self::Nothing => "online",
            Self::Connecting | Self::Reconnecting(_) => "connecting",
            Self::Offline => "offline",
            Self::Back => "back",
        }
    }
}

/// Says so when changes do not arrive, and what is done about it. Nothing for the first second: most reconnects take less.
#[component]
pub fn ConnectionBanner() -> impl IntoView {
    let live = use_live();
    let (now, back) = (every_second_of_waiting(), said_once_back());
    let says = Memo::new(move |_| match live.connection().get() {
        Connection::Online if back.get() => Says::Back,
        Connection::Online => Says::Nothing,
        Connection::Connecting if live.reconnected().get() == 0 => Says::NotYet,
        Connection::Connecting => Says::Connecting,
        Connection::Offline => Says::Offline,
        Connection::Waiting { until } => Says::Reconnecting(seconds_until(until, now.get())),
    });
    let can_try = Memo::new(move |_| matches!(says.get(), Says::Reconnecting(_) | Says::Offline));
    view! {
        <div class="connection" data-state=move || says.get().word()>
            <span>
                <span role="status">
                    {move || match says.get() {
                        Says::NotYet | Says::Nothing => "",
                        Says::Connecting => "Reconnecting…",
                        Says::Reconnecting(_) => "Reconnecting",
                        Says::Offline => "You are offline. Changes will appear when you are back.",
                        Says::Back => "Back online.",
                    }}
                </span>
                // Counted for the eyes alone.
                {move || match says.get() {
                    Says::Reconnecting(seconds) => Some(view! { <span aria-hidden="true">{format!(" in {seconds} s")}</span> }),
                    _ => None,
                }}
            </span>
            <Show when=move || can_try.get()>
                <button type="button" class="link" on:click=move |_| live.try_now()>"Try now"</button>
            </Show>
        </div>
    }
    .into_any()
}

/// Whole seconds, at least one: "in 0 s" is now.
fn seconds_until(until: Duration, now: Duration) -> u64 {
    u64::try_from(until.saturating_sub(now).as_millis().div_ceil(1_000)).unwrap_or(u64::MAX).max(1)
}

/// The page's time, told every second while the next attempt is waited for.
fn every_second_of_waiting() -> Signal<Duration> {
    let (live, now) = (use_live(), RwSignal::new(clock::since_start()));
    let waiting = Memo::new(move |_| matches!(live.connection().get(), Connection::Waiting { .. }));
    Effect::new(move |_| {
        if !waiting.get() {
            return;
        }
        now.set(clock::since_start());
        let tell = move || now.set(clock::since_start());
        if let Ok(timer) = set_interval_with_handle(tell, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    now.into()
}

/// Whether the connection has just come back from a trouble that was spoken of.
fn said_once_back() -> Signal<bool> {
    let (live, back) = (use_live(), RwSignal::new(false));
    let troubled = StoredValue::new(None::<Duration>);
    Effect::new(move |_| {
        if live.connection().get() != Connection::Online {
            back.set(false);
            if live.reconnected().get_untracked() > 0 && troubled.get_value().is_none() {
                troubled.set_value(Some(clock::since_start()));
            }
            return;
        }
        let since = troubled.try_update_value(Option::take).flatten();
        if since.is_some_and(|since| clock::since_start().saturating_sub(since) > UNSAID) {
            back.set(true);
            set_timeout(
                move || {
                    back.try_set(false);
                },
                RELIEF,
            );
        }
    });
    back.into()
}
