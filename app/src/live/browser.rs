//! The browser's half of the connection.

use std::{rc::Rc, time::Duration};

use appwrite::{
    realtime::{Listening, Realtime, State},
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

/// Listens while the calling component lives.
pub(super) fn subscribe(
    live: Live,
    channels: Vec<String>,
    heard: impl Fn(Event) + 'static,
    confirmed: RwSignal<u32>,
) {
    let heard = Rc::new(heard);
    let listening = StoredValue::new_local(None::<Listening>);
    Effect::new(move |_| {
        let heard = heard.clone();
        let subscription = live.line.with(|line| {
            line.as_ref().map(|line| {
                line.subscribe(
                    channels.clone(),
                    vec![],
                    move |event| {
                        clock::heard(event.timestamp);
                        heard(event);
                    },
                    move || {
                        confirmed.try_update(|times| *times += 1);
                    },
                )
            })
        });
        listening.set_value(subscription);
    });
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
