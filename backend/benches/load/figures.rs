//! Rounds in pairs, and what they say.

use std::{
    fmt,
    time::{Duration, Instant},
};

use crate::{Outcome, machine::Process};

/// Pairs of rounds.
const PAIRS: usize = 5;

pub(crate) const HEAD: &str = "\
| what | ours: per second, µs of CPU each | reference | its own | ratio (wall) | ratio (CPU) |
|---|---|---|---|---|---|";

/// What a round cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    units: usize,
    wall: Duration,
    cpu: Duration,
}

impl Cost {
    /// Of these units of work, all of which the server did for this round.
    pub(crate) async fn of<T>(
        units: usize,
        server: &mut Process,
        round: impl AsyncFnOnce(&mut Process) -> Outcome<T>,
    ) -> Outcome<Self> {
        let (began, before) = (Instant::now(), server.cpu()?);
        round(server).await?;
        Ok(Self { units, wall: began.elapsed(), cpu: server.cpu()? - before })
    }

    fn per_second(&self) -> f64 {
        self.units as f64 / self.wall.as_secs_f64()
    }

    fn per_cpu_second(&self) -> f64 {
        // Half a tick at least: less cannot be told from nothing.
        self.units as f64 / self.cpu.as_secs_f64().max(0.005)
    }
}

/// One line of the result.
pub(crate) struct Figure {
    what: String,
    reference: &'static str,
    /// Units per second, and per second of CPU.
    ours: [f64; 2],
    theirs: [f64; 2],
    wall: f64,
    cpu: f64,
}

/// Runs pairs of rounds, each time the other one first, after one of each that does not count.
pub(crate) async fn pairs<S>(
    what: impl Into<String>,
    reference: &'static str,
    state: &mut S,
    mut ours: impl AsyncFnMut(&mut S) -> Outcome<Cost>,
    mut theirs: impl AsyncFnMut(&mut S) -> Outcome<Cost>,
) -> Outcome<Figure> {
    let _ = (ours(state).await?, theirs(state).await?);
    let mut rounds = vec![];
    for pair in 0..PAIRS {
        rounds.push(if pair % 2 == 0 {
            let own = ours(state).await?;
            (own, theirs(state).await?)
        } else {
            let other = theirs(state).await?;
            (ours(state).await?, other)
        });
    }
    let of = |figure: fn(&(Cost, Cost)) -> f64| median(rounds.iter().map(figure).collect());
    Ok(Figure {
        what: what.into(),
        reference,
        ours: [of(|(own, _)| own.per_second()), of(|(own, _)| own.per_cpu_second())],
        theirs: [of(|(_, other)| other.per_second()), of(|(_, other)| other.per_cpu_second())],
        wall: of(|(own, other)| own.per_second() / other.per_second()),
        cpu: of(|(own, other)| own.per_cpu_second() / other.per_cpu_second()),
    })
}

/// The middle one.
pub(crate) fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, reference, ours, theirs, wall, cpu } = self;
        let shown = |[rate, per_cpu]: &[f64; 2]| format!("{rate:.0}, {:.1}", 1e6 / per_cpu);
        write!(f, "| {what} | {} | {reference} | {} | {wall:.2} | {cpu:.2} |", shown(ours), shown(theirs))
    }
}
