//! What runs by the clock: functions, each by its own cron line in UTC and one run at a time, and executions that were
//! put off. A moment of a cron line that passes while a run is under way, or while the backend is down, is not made up
//! for.

use std::sync::{Arc, Weak};

use appwrite::{Id, Timestamp};
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};
use rusqlite::Connection;

use super::{
    asker::Asker,
    definitions::store::{self as definitions, Definition},
    delayed,
    deployed::Deployed,
    execute::{Asked, Prepared},
    headers::Trigger,
    model::Status,
    store,
};
use crate::{Backend, Home, error::Result};

/// How long to wait after what is due could not be found out or begun, in seconds.
const PAUSE: i64 = 60;
/// How long after its moment a scheduled run counts as late, in seconds, beside the time that the run may take.
const LATE: i64 = 10 * 60;

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

/// Keeps every schedule until the backend is gone.
pub(super) fn start(backend: &Backend) {
    backend.timers.start(keep(Arc::downgrade(&backend.0)));
}

async fn keep(backend: Weak<Home>) {
    // The moment up to which everything has been begun.
    let Some(mut done) = backend.upgrade().map(|home| home.clock.now()) else { return };
    loop {
        let Some(home) = backend.upgrade().map(Backend) else { return };
        let (clock, bell) = (home.clock.clone(), home.functions.bell());
        let next = match home.db.read(move |conn| next(conn, done)).await {
            Ok(next) => next,
            Err(_) => Some(done.plus_seconds(PAUSE)),
        };
        // Held weakly while it waits, so that a schedule keeps no backend alive.
        drop(home);
        match next {
            Some(next) => tokio::select! {
                () = clock.until(next) => {}
                () = bell.notified() => {}
            },
            None => bell.notified().await,
        }
        let Some(home) = backend.upgrade().map(Backend) else { return };
        let now = clock.now();
        let begun = begin(&home, done, now).await;
        drop(home);
        done = now;
        if let Err(cause) = begun {
            tracing::error!(%cause, "what was due by the clock was not begun");
            clock.until(now.plus_seconds(PAUSE)).await;
        }
    }
}

/// The next moment at which something is to begin.
fn next(conn: &Connection, done: Timestamp) -> Result<Option<Timestamp>> {
    let crons = definitions::scheduled(conn)?;
    let crons = crons.iter().filter_map(|function| next_of(function, done));
    Ok(crons.chain(delayed::next(conn)?).min())
}

fn next_of(function: &Definition, done: Timestamp) -> Option<Timestamp> {
    // A schedule says nothing of the time before it was said.
    let from = done.max(function.updated);
    let next = Schedule::parse(&function.spec.schedule).and_then(|schedule| schedule.after(from));
    if next.is_none() {
        let id = &function.spec.id;
        tracing::error!(function = %id, "function {id} has a schedule that is not cron");
    }
    next
}

/// The scheduled functions of this process that should have run to their end by now, and have not.
pub(crate) async fn late(backend: &Backend, now: Timestamp) -> Result<Vec<Id>> {
    let home = backend.clone();
    backend
        .db
        .read(move |conn| {
            let late = definitions::scheduled(conn)?.into_iter().filter(|function| {
                let spec = &function.spec;
                let patience = LATE + i64::from(spec.timeout);
                let due = next_of(function, home.last_runs.of_function(&spec.id));
                home.functions.handler(&spec.id).is_some()
                    && due.is_some_and(|due| due.plus_seconds(patience) < now)
            });
            Ok(late.map(|function| function.spec.id).collect())
        })
        .await
}

/// Begins what was to begin after `done` and until `now`, once each.
async fn begin(backend: &Backend, done: Timestamp, now: Timestamp) -> Result<()> {
    delayed::begin_due(backend).await?;
    let home = backend.clone();
    let due = backend
        .db
        .read(move |conn| {
            let mut due = vec![];
            for definition in definitions::scheduled(conn)? {
                let is_due = next_of(&definition, done).is_some_and(|next| next <= now);
                if is_due && !store::runs_by_schedule(conn, &definition.spec.id)? {
                    due.push(Deployed::of(&home, conn, definition)?);
                }
            }
            Ok(due)
        })
        .await?;
    for function in due.into_iter().filter(|function| function.handler().is_ok()) {
        let backend = backend.clone();
        tokio::spawn(async move {
            let id = &function.definition.spec.id;
            if let Err(cause) = run(&backend, &function).await {
                tracing::error!(function = %id, %cause, "the scheduled run of {id} was not carried out");
            }
        });
    }
    Ok(())
}

async fn run(backend: &Backend, function: &Deployed) -> Result<()> {
    let asked = Asked { method: "POST".into(), path: "/".into(), headers: vec![], body: Bytes::new() };
    let prepared = Prepared::new(backend, function, Trigger::Schedule, &Asker::default(), asked)?;
    if prepared.in_turn(backend).await? == Status::Completed {
        backend.last_runs.function_ran(&function.definition.spec.id, backend.clock.now());
    }
    Ok(())
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
