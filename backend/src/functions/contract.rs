//! What a native function is given and what it gives back: Appwrite's function contract as Rust types. Whoever
//! registers a function with [`Config::functions`](crate::Config::functions) writes against this file alone.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex},
};

use appwrite::{Id, Timestamp};
use axum::{Router, body::Bytes};

/// A function that runs in this process. Its runs share nothing but `self`; one that panics or outlives its
/// `timeout` fails alone.
pub trait Function: Send + Sync {
    /// Answers one request. Dropped, wherever it then waits, when its time is up.
    fn run(&self, request: Request) -> Running<'_>;
}

/// A run under way.
pub type Running<'a> = Pin<Box<dyn Future<Output = Response> + Send + 'a>>;

/// What a function is asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// `GET`, `POST` and so on; `POST` for a run by schedule.
    pub method: String,
    /// Starts with a slash and has no query.
    pub path: String,
    /// What follows the `?`, still encoded; empty without one.
    pub query: String,
    /// Names are in lower case. The `x-appwrite-*` ones are the runtime's own: no caller can set them.
    pub headers: Vec<(String, String)>,
    pub body: Bytes,
    pub environment: Environment,
    pub log: Log,
}

/// What Appwrite's own runtimes tell a function through variables of its process.
#[derive(Clone)]
pub struct Environment {
    /// The API, under `/v1`, to be called with the credentials in the request's headers.
    pub api: Router,
    pub project: Id,
    /// What time it is for this backend.
    pub now: Timestamp,
    /// The function's variables, and what every runtime says of the function under `APPWRITE_FUNCTION_…`.
    pub variables: Vec<(String, String)>,
}

impl Environment {
    /// The variable of this name, if there is one.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What a function answers. A status of 500 or more makes the execution a failed one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What a function writes down about a run, for the operator to read. Ids, never secrets or content.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Lines>>);

#[derive(Debug, Default)]
struct Lines {
    logs: String,
    errors: String,
}

/// How much of each kind one run may write, in bytes. Upstream cuts there as well, so that a loop cannot fill a disk.
const LONGEST_LOG: usize = 64 * 1024;

impl Request {
    /// The header of this name (in lower case), if it was sent and is not empty.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

impl Log {
    pub fn info(&self, line: impl AsRef<str>) {
        self.write(|lines| &mut lines.logs, line.as_ref());
    }

    pub fn error(&self, line: impl AsRef<str>) {
        self.write(|lines| &mut lines.errors, line.as_ref());
    }

    fn write(&self, kind: impl Fn(&mut Lines) -> &mut String, line: &str) {
        // A run that panicked while it wrote leaves text that is still worth reading.
        let mut lines = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let text = kind(&mut lines);
        if text.len() + line.len() < LONGEST_LOG {
            text.push_str(line);
            text.push('\n');
        }
    }

    /// What was written so far: logs, then errors.
    pub(crate) fn take(&self) -> (String, String) {
        let mut lines = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        (std::mem::take(&mut lines.logs), std::mem::take(&mut lines.errors))
    }
}

/// The router says nothing worth reading, and variables may be secrets.
impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment").field("project", &self.project).field("now", &self.now).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_stops_growing_and_keeps_its_beginning() {
        let log = Log::default();
        log.info("began");
        log.error("x".repeat(LONGEST_LOG));
        (0..LONGEST_LOG).for_each(|_| log.info("again"));
        let (logs, errors) = log.take();
        assert!(logs.starts_with("began\nagain\n") && logs.len() <= LONGEST_LOG);
        assert_eq!(errors, "");
    }
}
