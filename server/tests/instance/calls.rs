//! A transport that remembers which calls went over it.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use appwrite::{
    Client,
    client::Credential,
    transport::{Call, InProcess, Sending, Transport},
};
use server::engine::Engine;

use crate::town::Instance;

/// Passes calls on to the API of an engine and remembers their kind: verb and route, without ids.
#[derive(Clone)]
pub(crate) struct Calls {
    to: InProcess,
    made: Arc<Mutex<Vec<String>>>,
}

impl Calls {
    /// Puts itself between the app and its API.
    fn of(engine: &mut Engine, key: String) -> Self {
        let calls = Self { to: InProcess(engine.api.clone()), made: Arc::default() };
        engine.client = Client::new(Arc::new(calls.clone()), "appchat").with(Credential::Key(key.into()));
        calls
    }

    /// An instance in this folder whose calls are counted.
    pub(crate) async fn counted(folder: &Path) -> (Instance, Self) {
        let mut calls = None;
        let at = Instance::with_engine(folder, |engine| {
            calls = Some(Self::of(engine, backend::api_key_in(folder).unwrap()));
        })
        .await;
        (at, calls.unwrap())
    }

    /// The calls since this was last asked.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.made.lock().unwrap())
    }
}

impl Transport for Calls {
    fn send(&self, call: Call) -> Sending<'_> {
        let mut parts: Vec<&str> = call.path.split('/').collect();
        let ids = ["rows", "users", "presences", "sessions"];
        for at in 1..parts.len() {
            if ids.contains(&parts[at - 1]) {
                parts[at] = "{id}";
            }
        }
        self.made.lock().unwrap().push(format!("{} {}", call.verb.as_str(), parts.join("/")));
        self.to.send(call)
    }
}
