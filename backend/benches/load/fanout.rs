//! Heartbeats that reach 20 friends each, beside a bare axum broadcast of the same frames: as fast as they go, and at
//! a steady pace.

use std::{sync::Arc, time::Duration};

use tokio::{task::JoinSet, time::interval};

use crate::{
    Outcome,
    figures::{Cost, median, pairs},
    http::{self, Connection},
    listeners::Server,
    socket::Heard,
    work::FRIENDS,
};

/// Sockets that listen, one a person.
const SOCKETS: usize = 2_000;
/// Beats of a round as fast as they go, and how many of them are under way at once.
const BEATS: usize = 1_500;
const AT_ONCE: usize = 16;
/// Beats of a steady round, and the time between two: 4,000 deliveries a second.
const STEADY: usize = 400;
const PACE: Duration = Duration::from_millis(5);
/// Pairs of steady rounds.
const PAIRS: usize = 5;

/// A server with everybody listening to it.
struct Side {
    server: Server,
    heard: Arc<Heard>,
    /// Ends with the side.
    _listening: JoinSet<()>,
}

/// Lines of the result.
pub(crate) async fn compare() -> Outcome<Vec<String>> {
    let folder = tempfile::tempdir()?;
    let (ours, sample) = Server::ours(folder.path(), SOCKETS).await?;
    let theirs = Server::broadcast(sample)?;
    let mut sides = (Side::of(ours).await?, Side::of(theirs).await?);
    let burst = pairs(
        format!("deliveries, {SOCKETS} sockets, {FRIENDS} readers each"),
        "bare axum broadcast",
        &mut sides,
        async |sides| sides.0.burst().await,
        async |sides| sides.1.burst().await,
    );
    let mut lines = vec![burst.await?.to_string()];
    let (mut ours, mut theirs) = (vec![], vec![]);
    for _ in 0..PAIRS {
        ours.push(sides.0.steady().await?);
        theirs.push(sides.1.steady().await?);
    }
    for (name, at) in [("p50", 0), ("p99", 1)] {
        let of = |rounds: &[[f64; 2]]| median(rounds.iter().map(|round| round[at]).collect());
        let ratio = median(ours.iter().zip(&theirs).map(|(own, other)| own[at] / other[at]).collect());
        lines.push(format!(
            "| {name} of a delivery, in milliseconds, at {} a second | {:.2} | bare axum broadcast | {:.2} | {ratio:.2} | |",
            FRIENDS as u128 * 1000 / PACE.as_millis(),
            of(&ours),
            of(&theirs),
        ));
    }
    Ok(lines)
}

impl Side {
    async fn of(server: Server) -> Outcome<Self> {
        let heard = Heard::new();
        let mut listening = JoinSet::new();
        for at in 0..SOCKETS {
            let socket = server.join(at).await?;
            listening.spawn(socket.listen(Arc::clone(&heard)));
        }
        Ok(Self { server, heard, _listening: listening })
    }

    /// As fast as it goes. The units are deliveries.
    async fn burst(&mut self) -> Outcome<Cost> {
        let requests =
            (0..BEATS).map(|n| self.server.beat(n * 7 % SOCKETS, SOCKETS, self.heard.now())).collect();
        let (address, heard) = (self.server.address().to_owned(), Arc::clone(&self.heard));
        let deliveries = BEATS * FRIENDS;
        Cost::of(deliveries, self.server.process(), async |_| {
            heard.during(deliveries, http::drive(&address, AT_ONCE, requests)).await
        })
        .await
    }

    /// At a pace that leaves the server time. Answers with the middle and the 99th hundredth of the delays, from
    /// before the beat is sent until the frame is read.
    async fn steady(&mut self) -> Outcome<[f64; 2]> {
        let beats = async {
            let mut line = Connection::open(self.server.address()).await?;
            let mut pace = interval(PACE);
            for n in 0..STEADY {
                pace.tick().await;
                line.exchange(&self.server.beat(n * 7 % SOCKETS, SOCKETS, self.heard.now())).await?;
            }
            Ok(())
        };
        let mut late = self.heard.during(STEADY * FRIENDS, beats).await?;
        late.sort_unstable();
        let at = |hundredth: usize| f64::from(late[late.len() * hundredth / 100]) / 1000.0;
        Ok([at(50), at(99)])
    }
}
