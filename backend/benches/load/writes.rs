//! Heartbeats and rows beside bare SQLite: over HTTP, and in process.

use crate::{
    Outcome,
    figures::{Cost, Figure, pairs},
    http,
    machine::Process,
    ours::Ours,
    work::{PEOPLE, Work},
};

/// Connections that are kept alive.
const CONNECTIONS: usize = 64;

struct Servers {
    ours: Ours,
    inside: Process,
    bare: Process,
    /// The next of each kind: rows are made once only.
    next: [usize; 3],
}

/// What is measured: the work, what to call it, and how much of it is a round for us and for the reference.
const ROUNDS: [(Work, &str, usize, usize); 4] = [
    (Work::Upsert, "presence upserts", 4_000, 8_000),
    (Work::Create, "row creates", 4_000, 8_000),
    (Work::Get, "row gets", 4_000, 40_000),
    (Work::List, "row lists of 25", 900, 3_000),
];

pub(crate) async fn compare() -> Outcome<Vec<Figure>> {
    let folders = [tempfile::tempdir()?, tempfile::tempdir()?, tempfile::tempdir()?];
    let path = |at: usize| folders[at].path().to_string_lossy().into_owned();
    let mut servers = Servers {
        ours: Ours::start(folders[0].path())?,
        inside: Process::of_mine(&["inside", &path(1)])?,
        bare: Process::of_mine(&["bare", &path(2)])?,
        next: [0; 3],
    };
    servers.ours.people(PEOPLE).await?;
    let mut figures = vec![];
    for (work, name, ours, reference) in ROUNDS {
        let bare = "bare SQLite";
        let over_http = async |servers: &mut Servers| servers.over_http(work, ours).await;
        let inside = async |servers: &mut Servers| servers.inside(work, ours).await;
        let alone = async |servers: &mut Servers| servers.bare(work, reference).await;
        figures.push(pairs(format!("{name}, HTTP"), bare, &mut servers, over_http, alone).await?);
        figures.push(pairs(format!("{name}, in process"), bare, &mut servers, inside, alone).await?);
    }
    Ok(figures)
}

impl Servers {
    /// From where to count. What is read must have been made: each kind is made more often than it is read.
    fn from(&mut self, server: usize, work: Work, units: usize) -> usize {
        if work == Work::Create {
            self.next[server] += units;
            self.next[server] - units
        } else {
            0
        }
    }

    async fn over_http(&mut self, work: Work, units: usize) -> Outcome<Cost> {
        let from = self.from(0, work, units);
        let requests = (from..from + units).map(|n| self.ours.asking(&work.ask(n))).collect();
        let address = self.ours.address.clone();
        Cost::of(units, &mut self.ours.process, async |_| http::drive(&address, CONNECTIONS, requests).await)
            .await
    }

    async fn inside(&mut self, work: Work, units: usize) -> Outcome<Cost> {
        let from = self.from(1, work, units);
        Cost::of(units, &mut self.inside, async |inside| {
            inside.ask(&format!("{} {from} {}", work.word(), from + units))
        })
        .await
    }

    async fn bare(&mut self, work: Work, units: usize) -> Outcome<Cost> {
        let from = self.from(2, work, units);
        Cost::of(units, &mut self.bare, async |bare| {
            bare.ask(&format!("{} {from} {}", work.word(), from + units))
        })
        .await
    }
}
