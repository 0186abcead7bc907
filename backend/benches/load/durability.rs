//! What commits that survive a power cut cost, beside commits that survive the end of the process.

use crate::{
    Outcome,
    figures::{Cost, Figure, pairs},
    http,
    ours::Ours,
    work::{PEOPLE, Work},
};

/// Writes of a round.
const WRITES: usize = 2_000;
/// Connections at once: a group of writes shares a commit, so the cost of one depends on how many come together.
const CONNECTIONS: [usize; 2] = [1, 64];

struct Sides {
    power: Ours,
    process: Ours,
    /// The next row of each side: rows are made once only.
    next: [usize; 2],
}

pub(crate) async fn compare() -> Outcome<Vec<Figure>> {
    let folders = [tempfile::tempdir()?, tempfile::tempdir()?];
    let mut sides = Sides {
        power: Ours::lasting(folders[0].path(), "power")?,
        process: Ours::lasting(folders[1].path(), "process")?,
        next: [0; 2],
    };
    sides.power.people(PEOPLE).await?;
    sides.process.people(PEOPLE).await?;
    let mut figures = vec![];
    for connections in CONNECTIONS {
        for (work, name) in [(Work::Create, "row creates"), (Work::Upsert, "presence upserts")] {
            let figure = pairs(
                format!("{name}, HTTP, {connections} at once, `power`"),
                "the same, `process`",
                &mut sides,
                async |sides| sides.round(0, work, connections).await,
                async |sides| sides.round(1, work, connections).await,
            );
            figures.push(figure.await?);
        }
    }
    Ok(figures)
}

impl Sides {
    async fn round(&mut self, side: usize, work: Work, connections: usize) -> Outcome<Cost> {
        let from = self.next[side];
        self.next[side] += WRITES;
        let ours = if side == 0 { &mut self.power } else { &mut self.process };
        let requests = (from..from + WRITES).map(|n| ours.asking(&work.ask(n))).collect();
        let address = ours.address.clone();
        Cost::of(WRITES, &mut ours.process, async |_| http::drive(&address, connections, requests).await)
            .await
    }
}
