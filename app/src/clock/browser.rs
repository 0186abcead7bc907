//! The browser's part of the clock: the page's monotonic clock, and the one [`ServerClock`] of the page.

use std::{cell::Cell, time::Duration};

use appwrite::Timestamp;
use leptos::{
    prelude::{document, window},
    task::spawn_local,
};
use wasm_bindgen::JsCast;
use web_sys::PerformanceNavigationTiming;

use super::{SERVED_AT, api::server_time, server_clock::ServerClock};

thread_local! {
    static SERVER: Cell<ServerClock> = Cell::default();
    /// The wall clock less the monotonic one when they were last compared, in milliseconds.
    static APART: Cell<Option<f64>> = const { Cell::new(None) };
}

/// When the wall clock gains or loses more than this on the monotonic one, in milliseconds, the device slept or its clock
/// was set.
const APART_BY: f64 = 2_000.0;

/// The server's time. Before the server has said anything, this device's own.
pub(crate) fn now() -> Timestamp {
    SERVER.get().now(since_start()).unwrap_or_else(|| Timestamp::from_millis(js_sys::Date::now() as i64))
}

/// How long this page is open, by a clock that nobody can set.
pub(crate) fn since_start() -> Duration {
    let millis = window().performance().map_or(0.0, |clock| clock.now());
    Duration::from_secs_f64((millis / 1_000.0).max(0.0))
}

/// When today ends where this browser is, by the server's clock.
pub(crate) fn midnight() -> Timestamp {
    let day = js_sys::Date::new(&(now().millis() as f64).into());
    day.set_hours(24);
    day.set_minutes(0);
    day.set_seconds(0);
    day.set_milliseconds(0);
    Timestamp::from_millis(day.get_time() as i64)
}

/// Whether the server's clock is known. Nobody is taken for quiet by a clock that was never compared.
pub(crate) fn is_known() -> bool {
    SERVER.get().now(Duration::ZERO).is_some()
}

/// How often the clock was corrected noticeably. Where it changes, timers that were set before are wrong.
pub(crate) fn corrections() -> u32 {
    SERVER.get().corrections()
}

/// The server said its time in answer to a request that was sent at `asked`.
pub(crate) fn answered(server: Timestamp, asked: Duration) {
    change(|clock| clock.answered(server, asked, since_start()));
}

/// The server said its time by itself, just now.
pub(crate) fn heard(server: Timestamp) {
    change(|clock| clock.heard(server, since_start()));
}

/// Reads what the server wrote into the page. To be called before anything asks for the time.
pub fn read_page() {
    APART.set(Some(apart()));
    let written = document().query_selector(&format!("meta[name={SERVED_AT}]")).ok().flatten();
    let served = written.and_then(|meta| meta.get_attribute("content")?.parse().ok());
    if let Some(served) = served {
        let (asked, arrived) = navigation().unwrap_or_else(|| (Duration::ZERO, since_start()));
        change(|clock| clock.answered(Timestamp::from_millis(served), asked, arrived));
    }
}

/// Asks the server when the device may have slept. To be called every few seconds.
pub(crate) fn keep_right() {
    let apart = apart();
    let before = APART.replace(Some(apart));
    if before.is_some_and(|before| (before - apart).abs() > APART_BY) {
        spawn_local(measure());
    }
}

/// The wall clock less the monotonic one, in milliseconds.
fn apart() -> f64 {
    js_sys::Date::now() - since_start().as_secs_f64() * 1_000.0
}

/// Asks the server what time it is.
pub(crate) async fn measure() {
    let asked = since_start();
    // Where it cannot be asked now, whatever it next says sets the clock.
    if let Ok(server) = server_time().await {
        answered(server, asked);
    }
}

fn change(change: impl FnOnce(&mut ServerClock)) {
    let mut clock = SERVER.get();
    change(&mut clock);
    SERVER.set(clock);
}

/// Between which moments the server wrote this page.
fn navigation() -> Option<(Duration, Duration)> {
    let entry = window().performance()?.get_entries_by_type("navigation").get(0);
    let entry = entry.dyn_into::<PerformanceNavigationTiming>().ok()?;
    let (asked, arrived) = (entry.request_start(), entry.response_end());
    let moment = |millis: f64| Duration::from_secs_f64(millis / 1_000.0);
    (asked >= 0.0 && arrived > asked).then(|| (moment(asked), moment(arrived)))
}
