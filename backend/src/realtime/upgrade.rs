//! Coming in: the one request that becomes a socket. It is always let in, and told inside what is wrong: a refused
//! upgrade would make a browser try again blindly.

use std::collections::BTreeMap;

use appwrite::{Id, Network};
use axum::{
    extract::{FromRequestParts, Request, State, WebSocketUpgrade},
    http::request::Parts,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::{
    close::Farewell,
    connection,
    message::Refusal,
    peer::Peer,
    subscriptions::{Subscription, in_address},
};
use crate::{
    Backend,
    caller::{Credentials, address},
    error::{Error, Kind},
    front::origin,
    params::Params,
    rate_limit::Limit,
};

/// Bytes kept for reading as long as the socket lives, idle for most of it: what clients say is short.
const READ_BUFFER: usize = 1024;
/// Bytes gathered before they are written. Kept only as far as they were ever needed.
const WRITE_BUFFER: usize = 4096;
/// Bytes of the largest frame that is read.
const LARGEST_FRAME: usize = 64_000;

pub(super) async fn upgrade(State(backend): State<Backend>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &backend).await else {
        return Error::new(Kind::BadRequest, "This is the address of a WebSocket.").into_response();
    };
    let opening = Opening::read(&backend, &parts);
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_message_size(LARGEST_FRAME)
        .max_frame_size(LARGEST_FRAME)
        .on_upgrade(async move |socket| {
            let mut peer = Peer::new(&backend);
            drop(backend);
            if let Err((refusal, farewell)) = Box::pin(welcome(&mut peer, opening)).await {
                peer.send(&refusal.frame());
                peer.outbox().close(farewell);
            }
            // A task of its own: this one holds what the upgrade needed, for as long as it runs.
            tokio::spawn(connection::run(socket, peer));
        })
}

/// What the request asks for.
struct Opening {
    credentials: Credentials,
    /// From the address, as old SDKs send them.
    subscriptions: BTreeMap<u32, Subscription>,
}

type Turned = (Refusal, Farewell);

impl Opening {
    fn read(backend: &Backend, parts: &Parts) -> Result<Self, Turned> {
        let query = parts.uri.query().unwrap_or_default();
        let named = Params::from_query(query);
        let word = |name| named.get::<String>(name).ok().flatten().filter(|word| !word.is_empty());
        let project = parts.headers.get("x-appwrite-project").and_then(|value| value.to_str().ok());
        let project = project.map(str::to_owned).or_else(|| word("project"));
        if project.as_deref() != Some(backend.config.deployment.project_id.as_str()) {
            return Err(policy("Missing or unknown project ID"));
        }
        let address = address(parts, backend.config.trust_forwarded_for);
        let limit = Limit::new("GET /realtime", backend.config.sockets.opens, 60);
        if !backend.rate_limits.admit(&limit, &Network::from(address).to_string(), backend.clock.now()) {
            return Err((Refusal::new(1013, "Too many requests"), Farewell::TryAgain));
        }
        let origin = origin::of(&parts.headers);
        if !origin.is_none_or(|origin| origin.is_allowed(&parts.headers, &backend.config.platforms)) {
            return Err(policy(origin::refusal(&parts.headers).to_string()));
        }
        let mut credentials = Credentials::from_parts(parts, &backend.config.deployment.project_id);
        credentials.jwt = credentials.jwt.or_else(|| word("jwt"));
        // A key means nothing here: who holds one is a guest.
        credentials.key = None;
        Ok(Self { credentials, subscriptions: in_address(query).map_err(policy)? })
    }
}

fn policy(message: impl Into<String>) -> Turned {
    (Refusal::new(1008, message), Farewell::Policy)
}

/// The first frame, or why there is no second.
async fn welcome(peer: &mut Peer, opening: Result<Opening, Turned>) -> Result<(), Turned> {
    let Opening { credentials, subscriptions } = opening?;
    // A session that is over makes a guest; a token that is over is said to be.
    peer.identify(credentials).await.map_err(turned)?;
    let user = peer.account().await.map_err(turned)?;
    let now = peer.backend.clock.now();
    let taken: Vec<(u32, Id, Subscription)> = subscriptions
        .into_iter()
        .map(|(slot, mut subscription)| {
            subscription.belong_to(peer.caller.user_id());
            (slot, Id::unique(now), subscription)
        })
        .collect();
    let mut channels: Vec<&str> = vec![];
    for channel in taken.iter().flat_map(|(_, _, subscription)| subscription.channels()) {
        if !channels.contains(&channel.as_ref()) {
            channels.push(channel);
        }
    }
    peer.send(&json!({ "type": "connected", "data": {
        "channels": channels, "subscriptions": by_slot(&taken), "user": user,
    }}));
    for (_, id, subscription) in taken {
        peer.seat.subscribe(&id, subscription);
    }
    Ok(())
}

fn turned(error: Error) -> Turned {
    let farewell = if error.status() >= 500 { Farewell::Fault } else { Farewell::Policy };
    (error.into(), farewell)
}

/// A list when the slots are 0, 1, 2…, else by slot.
fn by_slot(taken: &[(u32, Id, Subscription)]) -> Value {
    if taken.iter().zip(0..).all(|((slot, _, _), at)| *slot == at) {
        taken.iter().map(|(_, id, _)| Value::from(id.as_str())).collect()
    } else {
        taken.iter().map(|(slot, id, _)| (slot.to_string(), Value::from(id.as_str()))).collect()
    }
}
