//! Functions that run by the clock: each by its own cron line, in UTC, one run at a time. A moment that passes while
//! a run is under way, or while the backend is down, is not made up for.

use std::sync::{Arc, Weak};

use appwrite::Timestamp;
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};

use super::{
    execute::{Asked, Prepared},
    headers::Trigger,
    registry::Deployed,
};
use crate::{Backend, Home, error::Result};

/// When a function runs.
#[derive(Clone, Debug)]
pub(super) struct Schedule(Cron);

impl Schedule {
    /// Five fields: minute, hour, day of the month, month, day of the week.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
        parser.parse(text).ok().map(Self)
    }

    /// The first moment after this one.
    pub(super) fn after(&self, moment: Timestamp) -> Option<Timestamp> {
        let from = DateTime::<Utc>::from_timestamp_millis(moment.millis())?;
        let next = self.0.find_next_occurrence(&from, false).ok()?;
        Some(Timestamp::from_millis(next.timestamp_millis()))
    }
}

/// Keeps the schedules of every function that has one, until the backend is gone.
pub(super) fn start(backend: &Backend) {
    for function in backend.functions.all().filter(|function| !function.spec.schedule.is_empty()) {
        let id = &function.spec.id;
        match Schedule::parse(&function.spec.schedule) {
            _ if !function.spec.enabled || function.handler().is_err() => {}
            Some(schedule) => {
                let task = keep(Arc::downgrade(&backend.0), Arc::clone(function), schedule);
                backend.timers.start(task);
            }
            None => tracing::error!(function = %id, "function {id} has a schedule that is not cron"),
        }
    }
}

async fn keep(backend: Weak<Home>, function: Arc<Deployed>, schedule: Schedule) {
    loop {
        // Held weakly while it waits, so that a schedule keeps no backend alive.
        let Some(clock) = backend.upgrade().map(|home| home.clock.clone()) else { return };
        let Some(next) = schedule.after(clock.now()) else { return };
        clock.until(next).await;
        let Some(home) = backend.upgrade() else { return };
        let id = &function.spec.id;
        if let Err(cause) = run(&Backend(home), &function).await {
            tracing::error!(function = %id, %cause, "the scheduled run of {id} was not carried out");
        }
    }
}

async fn run(backend: &Backend, function: &Deployed) -> Result<()> {
    let asked = Asked { method: "POST".into(), path: "/".into(), headers: vec![], body: Bytes::new() };
    Prepared::new(backend, function, Trigger::Schedule, None, asked)?.in_turn(backend).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_says_the_next_moment_in_utc() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let next = |cron: &str, from: &str| Schedule::parse(cron).unwrap().after(at(from)).unwrap();
        assert_eq!(next("*/10 * * * *", "2026-05-26T08:58:37.787Z"), at("2026-05-26T09:00:00Z"));
        assert_eq!(next("*/10 * * * *", "2026-05-26T09:00:00Z"), at("2026-05-26T09:10:00Z"), "never twice");
        assert_eq!(next("0 3 1 1 *", "2026-05-26T09:00:00Z"), at("2027-01-01T03:00:00Z"));
        assert_eq!(next("30 9 * * 1", "2026-05-26T09:00:00Z"), at("2026-06-01T09:30:00Z"));
        for bad in ["", "* * * *", "61 * * * *", "often", "* * * * * *"] {
            assert!(Schedule::parse(bad).is_none(), "{bad}");
        }
    }
}
