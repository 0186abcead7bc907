//! The backend in a process of its own, which can be killed, and the folder it leaves.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::api::Api;

/// A running backend. It goes with the test: it serves until its standard input ends.
pub(crate) struct Process {
    child: Child,
    api: Option<Api>,
}

impl Process {
    /// Starts on this folder, and waits until it listens.
    pub(crate) fn start(folder: &Path) -> Self {
        let mut process = Self::spawn(folder);
        let mut ready = String::new();
        BufReader::new(process.child.stdout.as_mut().unwrap()).read_line(&mut ready).unwrap();
        let ready: Value = serde_json::from_str(&ready).expect("it did not start");
        process.api = Some(Api::new(&ready));
        process
    }

    /// Starts on this folder, and waits for nothing.
    pub(crate) fn spawn(folder: &Path) -> Self {
        let child = Command::new(executable())
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/api/town.json"))
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the example `serve` is built by `cargo test`, or by `cargo build --example serve`");
        Self { child, api: None }
    }

    pub(crate) fn api(&self) -> Api {
        self.api.clone().expect("it was waited for")
    }

    /// SIGKILL: it finishes nothing.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The example, which cargo puts beside the tests.
fn executable() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(2).unwrap().join("examples/serve")
}

/// What lies in the folder of bytes.
pub(crate) fn bytes(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder.join("files")) else { return vec![] };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with("identity")).collect()
}

/// The database is whole, and nothing in it points at what is not there.
pub(crate) fn check_database(folder: &Path) {
    let conn = rusqlite::Connection::open(folder.join("appchat.db")).unwrap();
    let verdict: String = conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let mut dangling = conn.prepare("PRAGMA foreign_key_check").unwrap();
    let first = dangling.query_map([], |row| row.get::<_, String>(0)).unwrap().next();
    assert!(first.is_none(), "{first:?}");
}
