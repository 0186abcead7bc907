//! A day of AppChat in minutes: the shipped program with 2,000 people who hear of 20 friends each, and beside them what
//! goes wrong on a bad day: readers that do not read, connections that say nothing, a stranger who floods. Ends by
//! itself. It fails when a delivery is lost or comes twice, or when memory grows. `./dev bench soak [SECONDS]` runs it.

use std::{
    io::Write,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{task::JoinSet, time::interval};

use crate::{
    Outcome,
    http::Connection,
    ours::Ours,
    work::{Asked, FRIENDS, heartbeat, person},
};

mod crowd;
mod memory;
mod trouble;

use crowd::Crowd;
use memory::Memory;

/// People, each with a socket that is read.
const PEOPLE: usize = 2_000;
/// Every person says that they are here this often, as the app does.
const BEAT: Duration = Duration::from_secs(20);
/// How long it goes on unless told otherwise, and at most.
const SECONDS: u64 = 300;
const MOST_SECONDS: u64 = 3_600;
/// How long the last deliveries may take to come.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often memory is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// What is asked for after `soak`: nothing, or seconds.
pub(crate) fn seconds(asked: Option<&str>) -> Outcome<u64> {
    let seconds = asked.map_or(Ok(SECONDS), str::parse)?;
    if (1..=MOST_SECONDS).contains(&seconds) {
        Ok(seconds)
    } else {
        Err(format!("a soak takes 1 to {MOST_SECONDS} seconds").into())
    }
}

#[tokio::main(flavor = "current_thread")]
pub(crate) async fn run(seconds: u64) -> Outcome<()> {
    let mut out = std::io::stdout();
    let folder = tempfile::tempdir()?;
    let ours = Arc::new(Ours::shipped(folder.path()).await?);
    let secrets = ours.people(PEOPLE).await?;
    let crowd = Crowd::join(&ours, &secrets).await?;
    // Everybody has spoken once, so that what is kept for each of them is there.
    beats(&ours, &crowd, 0, PEOPLE, Duration::from_millis(2)).await?;
    crowd.wait_for_all(PATIENCE).await?;
    crowd.forget_delays();
    writeln!(out, "{PEOPLE} people are here; {seconds} s of their day begin")?;

    let mut troubles = trouble::begin(&ours, &secrets).await?;
    let mut memory = Memory::default();
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut looking = interval(LOOK);
    let mut speaking = interval(BEAT / u32::try_from(PEOPLE)?);
    let mut line = Connection::open(&ours.address).await?;
    let mut beat = PEOPLE;
    while Instant::now() < end {
        tokio::select! {
            _ = looking.tick() => memory.look(&ours.process)?,
            _ = speaking.tick() => {
                say(&ours, &crowd, &mut line, beat).await?;
                beat += 1;
            }
        }
    }
    crowd.wait_for_all(PATIENCE).await?;
    memory.look(&ours.process)?;
    troubles.abort_all();

    let [p50, p99] = crowd.delays([50, 99]);
    writeln!(out, "{} deliveries, none lost, none twice", crowd.delivered())?;
    writeln!(out, "p50 {p50:.2} ms, p99 {p99:.2} ms from before a beat is sent until it is read")?;
    writeln!(out, "{}", trouble::told())?;
    writeln!(out, "{memory}")?;
    memory.check()
}

/// So many beats, one person after the other, over one connection.
async fn beats(ours: &Ours, crowd: &Crowd, from: usize, count: usize, pace: Duration) -> Outcome<()> {
    let mut line = Connection::open(&ours.address).await?;
    let mut pace = interval(pace);
    for beat in from..from + count {
        pace.tick().await;
        say(ours, crowd, &mut line, beat).await?;
    }
    Ok(())
}

/// One beat, of whose turn it is. Its friends must hear of it.
async fn say(ours: &Ours, crowd: &Crowd, line: &mut Connection, beat: usize) -> Outcome<()> {
    let at = beat % PEOPLE;
    crowd.expect((1..=FRIENDS).map(|next| (at + next) % PEOPLE));
    let body = heartbeat(at, PEOPLE, crowd.now());
    let path = format!("/v1/presences/{}", person(at));
    line.exchange(&ours.asking(&Asked { method: "PUT", path, body: Some(body) })).await?;
    Ok(())
}

/// Tasks that end with the set.
type Tasks = JoinSet<Outcome<()>>;
