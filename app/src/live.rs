//! The one realtime connection of the whole app. The `/app` layout provides it; features subscribe through
//! [`use_live`]. On the server all of it does nothing.

use std::time::Duration;

use appwrite::{realtime::Topic, wire::Event};
use leptos::prelude::*;

#[cfg(feature = "browser")]
mod browser;
pub mod view;

/// How the connection is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// An attempt is under way.
    #[default]
    Connecting,
    Online,
    /// The last attempt failed. The next comes then, or when the network does.
    Waiting {
        /// By [`crate::clock::since_start`].
        until: Duration,
    },
    /// The device has no network, or the server wants no more of this page: no attempt of ours would help.
    Offline,
}

/// The app's realtime connection. A handle: copies are the same connection.
#[derive(Clone, Copy)]
pub struct Live {
    connection: RwSignal<Connection>,
    reconnected: RwSignal<u32>,
    signed_out: RwSignal<bool>,
    #[cfg(feature = "browser")]
    line: RwSignal<Option<appwrite::realtime::Realtime>, LocalStorage>,
}

/// Makes the connection reachable below the calling component; a browser opens it once the page is alive.
pub fn provide_live() -> Live {
    let live = Live {
        connection: RwSignal::default(),
        reconnected: RwSignal::new(0),
        signed_out: RwSignal::new(false),
        #[cfg(feature = "browser")]
        line: RwSignal::new_local(None),
    };
    #[cfg(feature = "browser")]
    browser::open(live);
    provide_context(live);
    live
}

/// The app's connection, anywhere under `/app`.
///
/// # Panics
/// Outside the `/app` layout, which provides it.
pub fn use_live() -> Live {
    expect_context()
}

impl Live {
    /// How the connection is right now. `Connecting` on the server and in the first render.
    pub fn connection(self) -> Signal<Connection> {
        self.connection.into()
    }

    /// How many times the connection has been made.
    pub fn reconnected(self) -> Signal<u32> {
        self.reconnected.into()
    }

    /// Whether the server no longer takes this browser for somebody who is signed in.
    pub fn signed_out(self) -> Signal<bool> {
        self.signed_out.into()
    }

    /// Tries again at once.
    pub fn try_now(self) {
        #[cfg(feature = "browser")]
        self.line.with_untracked(|line| {
            if let Some(line) = line {
                line.wake();
            }
        });
    }

    /// Calls `heard` with everything that happens on these channels while the calling component lives.
    ///
    /// The signal it returns counts how often the subscription was confirmed, on this connection or a later one.
    /// Read lists again whenever it grows (roster first, news after): from a confirmation on nothing is missed,
    /// but what happened while nobody listened was told to nobody.
    pub fn on<C: Into<String>>(
        self,
        channels: impl IntoIterator<Item = C>,
        heard: impl Fn(Event) + 'static,
    ) -> Signal<u32> {
        self.follow(Signal::stored(vec![Topic::of(channels)]), heard)
    }

    /// The same for topics that change: calls `heard` with every event on those there are at the moment. A topic that
    /// changes in its place in the list is subscribed to anew and the others are left alone; one without channels is not
    /// subscribed to.
    ///
    /// Around a change an event may be heard twice. The signal grows with each confirmation, also after a change.
    pub fn follow(self, topics: Signal<Vec<Topic>>, heard: impl Fn(Event) + 'static) -> Signal<u32> {
        let confirmed = RwSignal::new(0);
        #[cfg(feature = "browser")]
        browser::follow(self, topics, heard, confirmed);
        #[cfg(not(feature = "browser"))]
        drop((topics, heard));
        confirmed.into()
    }
}
