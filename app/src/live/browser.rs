//! The browser's half of the connection.

use std::{rc::Rc, time::Duration};

use appwrite::{
    realtime::{Listening, Realtime, State, Topic},
    wire::Event,
};
use leptos::prelude::*;

use super::{Connection, Live};
use crate::{clock, ids::PROJECT};

/// Opens the connection once the page is alive, and closes it with the calling component.
pub(super) fn open(live: Live) {
    Effect::new(move |_| {
        let Some(endpoint) = endpoint() else { return };
        let line = Realtime::open(&endpoint, PROJECT, None, move |state| changed(live, state));
        live.line.set(Some(line));
    });
    on_cleanup(move || {
        live.line.try_set(None);
    });
}

/// Listens to these topics while the calling component lives.
pub(super) fn follow(
    live: Live,
    topics: Signal<Vec<Topic>>,
    heard: impl Fn(Event) + 'static,
    confirmed: RwSignal<u32>,
) {
    let heard: Rc<dyn Fn(Event)> = Rc::new(heard);
    let held = StoredValue::new_local(Vec::<Held>::new());
    Effect::new(move |_| {
        let wanted = topics.get();
        live.line.with(|line| {
            let Some(line) = line else { return };
            let mut before = held.try_update_value(std::mem::take).unwrap_or_default().into_iter();
            let listen = |topic: &Topic| {
                let heard = heard.clone();
                let confirm = move || {
                    confirmed.try_update(|times| *times += 1);
                };
                line.subscribe(
                    topic.channels.clone(),
                    topic.queries.clone(),
                    move |event| {
                        clock::heard(event.timestamp);
                        heard(event);
                    },
                    confirm,
                )
            };
            // Those that are replaced end when this returns: after the new ones were made, so that nothing is missed.
            let mut replaced = vec![];
            let now = wanted.into_iter().map(|topic| match before.next() {
                Some(same) if same.topic == topic => same,
                other => {
                    replaced.extend(other);
                    let listening = (!topic.channels.is_empty()).then(|| listen(&topic));
                    Held { topic, _listening: listening }
                }
            });
            let now = now.collect();
            replaced.extend(before);
            held.set_value(now);
        });
    });
}

/// A topic with its subscription, which ends when this is dropped.
struct Held {
    topic: Topic,
    _listening: Option<Listening>,
}

fn changed(live: Live, state: State) {
    let connection = match state {
        State::Connecting => Connection::Connecting,
        State::Online { as_user } => {
            live.reconnected.try_update(|times| *times += 1);
            live.signed_out.try_set(!as_user);
            Connection::Online
        }
        State::Stopped => Connection::Offline,
        State::Waiting { .. } if !window().navigator().on_line() => Connection::Offline,
        State::Waiting { millis } => {
            Connection::Waiting { until: clock::since_start() + Duration::from_millis(millis.into()) }
        }
    };
    live.connection.try_set(connection);
}

/// Our own origin, where `/v1` is Appwrite's API.
fn endpoint() -> Option<String> {
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    Some(format!("{scheme}://{}/v1", location.host().ok()?))
}
