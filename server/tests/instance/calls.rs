//! A transport that remembers which calls went over it.

use std::sync::{Arc, Mutex};

use appwrite::{
    Client,
    client::Credential,
    transport::{Call, InProcess, Sending, Transport},
};
use server::engine::Engine;

/// Passes calls on to the API of an engine and remembers their kind: verb and route, without ids.
#[derive(Clone)]
pub(crate) struct Calls {
    to: InProcess,
    made: Arc<Mutex<Vec<String>>>,
}

impl Calls {
    /// Puts itself between the app and its API.
    pub(crate) fn of(engine: &mut Engine, key: String) -> Self {
        let calls = Self { to: InProcess(engine.api.clone()), made: Arc::default() };
        engine.client = Client::new(Arc::new(calls.clone()), "appchat").with(Credential::Key(key.into()));
        calls
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
