//! Writers that write at once until the process is killed under them, and what all of them together must find again.

use std::path::Path;

use tokio::{sync::watch, task::JoinSet};

use crate::{api::Api, process};

mod files;
mod people;
mod rows;

/// Tells one writer from all others, and its things from theirs.
#[derive(Clone, Copy, Debug)]
struct Name {
    kind: char,
    number: usize,
    round: usize,
}

impl Name {
    /// The id of the nth thing.
    fn id(self, n: usize) -> String {
        format!("{}{}-{}-{n}", self.kind, self.number, self.round)
    }
}

/// Counts acknowledgements.
type Acks = watch::Sender<usize>;

/// What one writer leaves.
enum Left {
    Rows(rows::Rows),
    Files(Box<files::Files>),
    People(people::People),
}

/// Everybody who writes, and what they wrote so far.
#[derive(Default)]
pub(crate) struct Writers {
    round: usize,
    acknowledged: usize,
    acks: Acks,
    at_work: JoinSet<Left>,
    rows: rows::Rows,
    files: files::Files,
    people: people::People,
}

impl Writers {
    /// All begin to write. Answers with the count of what has been acknowledged since.
    pub(crate) async fn begin(&mut self, api: Api) -> watch::Receiver<usize> {
        if self.round == 0 {
            files::prepare(&api).await;
        }
        self.round += 1;
        self.acks.send_replace(0);
        let name = |kind, number| Name { kind, number, round: self.round };
        for number in 0..3 {
            let (name, api, acks) = (name('r', number), api.clone(), self.acks.clone());
            self.at_work.spawn(async move { Left::Rows(rows::write(name, &api, &acks).await) });
        }
        for number in 0..2 {
            let (name, api, acks) = (name('f', number), api.clone(), self.acks.clone());
            self.at_work.spawn(async move { Left::Files(Box::new(files::write(name, &api, &acks).await)) });
        }
        for number in 0..2 {
            let (name, api, acks) = (name('p', number), api.clone(), self.acks.clone());
            self.at_work.spawn(async move { Left::People(people::write(name, &api, &acks).await) });
        }
        self.acks.subscribe()
    }

    /// The process is gone: takes in what each of them knows.
    pub(crate) async fn end(&mut self) {
        while let Some(left) = self.at_work.join_next().await {
            match left.unwrap() {
                Left::Rows(rows) => self.rows.merge(rows),
                Left::Files(files) => self.files.merge(*files),
                Left::People(people) => self.people.merge(people),
            }
        }
        self.acknowledged += *self.acks.borrow();
    }

    /// Makes sure that everything acknowledged is there, nothing by halves, and nothing besides.
    pub(crate) async fn check(&mut self, api: Api, folder: &Path) {
        process::check_database(folder);
        self.rows.check(&api).await;
        self.files.check(&api, folder).await;
        self.people.check(&api).await;
    }

    /// Stores a file with this id while the others write.
    pub(crate) async fn mark(&mut self, api: &Api, id: &str) {
        self.files.mark(api, id).await;
    }

    /// The ids of all files, each of which can be read whole.
    pub(crate) async fn whole_files(api: &Api) -> Vec<String> {
        files::whole_ones(api).await
    }

    pub(crate) fn acknowledged(&self) -> usize {
        self.acknowledged
    }
}
