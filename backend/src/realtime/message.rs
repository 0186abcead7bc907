//! What the client says: one file per kind of frame. There are no request ids; an answer says what it answers to.

use serde_json::{Map, Value, json};

use super::peer::Peer;
use crate::{error::Error, params::Param};

mod authentication;
mod presence;
mod subscribe;
mod unsubscribe;

/// Why a frame was refused. The socket stays open.
#[derive(Debug)]
pub(super) struct Refusal {
    code: u16,
    message: String,
}

/// The code of a frame that is wrong in itself.
const INVALID: u16 = 1003;

/// Answers one frame. The answer goes the way of everything that is sent.
pub(super) async fn answer(peer: &mut Peer, text: &str) {
    let reply =
        if peer.admit() { dispatch(peer, text).await } else { Err(Refusal::new(1013, "Too many messages.")) };
    peer.send(&reply.unwrap_or_else(|refusal| refusal.frame()));
}

/// All frames are text.
pub(super) fn answer_bytes(peer: &mut Peer) {
    let refusal = if peer.admit() { not_a_frame() } else { Refusal::new(1013, "Too many messages.") };
    peer.send(&refusal.frame());
}

async fn dispatch(peer: &mut Peer, text: &str) -> Result<Value, Refusal> {
    let Ok(Value::Object(mut frame)) = serde_json::from_str(text) else { return Err(not_a_frame()) };
    if !frame.contains_key("type") && !frame.contains_key("data") {
        return Err(not_a_frame());
    }
    let data = frame.remove("data").unwrap_or_default();
    match frame.get("type").and_then(Value::as_str) {
        Some("ping") => Ok(json!({ "type": "pong" })),
        Some("authentication") => authentication::answer(peer, &data).await,
        Some("subscribe") => subscribe::answer(peer, &data),
        Some("unsubscribe") => unsubscribe::answer(peer, &data),
        Some("presence") => presence::answer(peer, data).await,
        _ => Err(Refusal::new(INVALID, "Message type is not valid.")),
    }
}

fn not_a_frame() -> Refusal {
    Refusal::new(INVALID, "Message format is not valid.")
}

/// The answer to a frame of this type.
fn response(to: &str, rest: Value) -> Value {
    let mut data = match rest {
        Value::Object(data) => data,
        _ => Map::new(),
    };
    data.insert("to".into(), to.into());
    json!({ "type": "response", "data": data })
}

/// A member of a frame's data, if it is there.
fn member<T: Param>(data: &Map<String, Value>, name: &str) -> Result<Option<T>, Refusal> {
    match data.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => T::parse(value).map(Some).map_err(|rule| Refusal::invalid(name, rule)),
    }
}

impl Refusal {
    pub(super) fn new(code: u16, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// A member that is not as it must be.
    fn invalid(name: &str, rule: impl std::fmt::Display) -> Self {
        Self::new(INVALID, format!("{name}: {rule}"))
    }

    /// Something without which the frame says nothing.
    fn required(what: &str) -> Self {
        Self::new(INVALID, format!("Payload is not valid. {what} is required"))
    }

    pub(super) fn frame(&self) -> Value {
        json!({ "type": "error", "data": { "code": self.code, "message": self.message } })
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error.status() {
            500.. => Self::new(error.status(), "Error: Server Error"),
            status => Self::new(status, error.to_string()),
        }
    }
}
