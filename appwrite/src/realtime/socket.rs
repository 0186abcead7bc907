//! The browser's WebSocket under [`Protocol`]: opens it, keeps it alive, brings it back.
//!
//! One task owns the socket and the protocol; handles talk to it through a queue. It sends a ping every 20 seconds
//! and takes silence for a loss, it tries again at once when the browser says the network is back or the tab is
//! looked at, and it stops for good when the server closes with 1008.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use futures_channel::mpsc::{UnboundedSender, unbounded};
use wasm_bindgen_futures::spawn_local;

use super::protocol::Protocol;
use crate::wire::{Event, PresenceSaid};

mod task;
mod wake;

/// How the connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// An attempt is under way.
    Connecting,
    /// Frames flow; `as_user` says whether the connection speaks for somebody who is signed in.
    Online { as_user: bool },
    /// The last attempt failed; the next comes in this many milliseconds, or when something changes.
    Waiting { millis: u32 },
    /// The server does not want this client, or the client was told to stop. Nothing more will come.
    Stopped,
}

/// A handle on the one connection. Cheap to clone; when the last handle and the last [`Listening`] are dropped,
/// the connection is closed.
#[derive(Clone)]
pub struct Realtime(Rc<Line>);

/// A subscription under way; dropping it ends it.
pub struct Listening {
    id: String,
    line: Rc<Line>,
}

/// What handles share: the way to the task that owns the socket.
struct Line {
    commands: UnboundedSender<Command>,
    listeners: Listeners,
    last_id: Cell<u64>,
}

type Listeners = Rc<RefCell<HashMap<String, Listener>>>;

#[derive(Clone)]
struct Listener {
    heard: Rc<dyn Fn(Event)>,
    confirmed: Rc<dyn Fn()>,
}

enum Command {
    Subscribe {
        id: String,
        channels: Vec<String>,
        queries: Vec<String>,
    },
    Unsubscribe {
        id: String,
    },
    Say(PresenceSaid),
    ForgetPresence,
    Close,
    /// Something changed that makes it worth looking at the connection now.
    Wake,
}

impl Realtime {
    /// Opens the connection of `project` at `endpoint`, which includes `/v1` (`wss://example.org/v1`). `session` is
    /// needed only where no cookie speaks for the person. `changed` hears of every [`State`].
    pub fn open(
        endpoint: &str,
        project: &str,
        session: Option<String>,
        changed: impl Fn(State) + 'static,
    ) -> Self {
        let (commands, queue) = unbounded();
        let listeners = Listeners::default();
        let task = task::Task {
            url: format!("{}/realtime?project={project}", endpoint.trim_end_matches('/')),
            protocol: Protocol::new(session),
            listeners: listeners.clone(),
            changed: Box::new(changed),
        };
        let wake = commands.clone();
        spawn_local(async move {
            let _listening = wake::on_changes(move || drop(wake.unbounded_send(Command::Wake)));
            task.run(queue).await;
        });
        Self(Rc::new(Line { commands, listeners, last_id: Cell::new(0) }))
    }

    /// Calls `heard` with every event on `channels` that satisfies all `queries`, and `confirmed` whenever the
    /// server has taken the subscription, on this connection or a later one: from then on nothing is missed.
    pub fn subscribe(
        &self,
        channels: Vec<String>,
        queries: Vec<String>,
        heard: impl Fn(Event) + 'static,
        confirmed: impl Fn() + 'static,
    ) -> Listening {
        self.0.last_id.set(self.0.last_id.get() + 1);
        let id = format!("s{}", self.0.last_id.get());
        let listener = Listener { heard: Rc::new(heard), confirmed: Rc::new(confirmed) };
        self.0.listeners.borrow_mut().insert(id.clone(), listener);
        self.0.tell(Command::Subscribe { id: id.clone(), channels, queries });
        Listening { id, line: self.0.clone() }
    }

    /// Says how the person is, for as long as this connection (or one that follows it) lives: the server forgets
    /// it when the last socket that said it closes. For a presence with an expiry of its own use the REST client.
    pub fn upsert_presence(&self, said: PresenceSaid) {
        self.0.tell(Command::Say(said));
    }

    /// Stops saying it after reconnects. What the server has stays until it is deleted or the socket closes.
    pub fn forget_presence(&self) {
        self.0.tell(Command::ForgetPresence);
    }

    /// Tries again at once if the connection is down, and looks whether it is alive if it seems up.
    pub fn wake(&self) {
        self.0.tell(Command::Wake);
    }
}

impl Line {
    fn tell(&self, command: Command) {
        // A stopped connection has nobody to tell, as its state says.
        let _ = self.commands.unbounded_send(command);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.tell(Command::Close);
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.line.listeners.borrow_mut().remove(&self.id);
        self.line.tell(Command::Unsubscribe { id: std::mem::take(&mut self.id) });
    }
}
