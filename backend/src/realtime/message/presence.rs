//! `presence`: what the person says of themselves for as long as this socket lives.

use appwrite::Id;
use serde_json::{Map, Value, json};

use super::{Refusal, member, response};
use crate::{
    access::{Grants, Thing},
    error::Result as Outcome,
    params::Param,
    presences::socket::{self, Words},
    realtime::peer::Peer,
};

/// Characters of the longest status that is looked at; what can be stored is less.
const LONGEST_STATUS: usize = 2048;

pub(super) async fn answer(peer: &mut Peer, data: Value) -> Result<Value, Refusal> {
    let Value::Object(data) = data else { return Err(Refusal::required("Status")) };
    let words = read(&data)?;
    let said: Outcome<(Id, Value)> = socket::say(&peer.backend, &peer.caller, peer.socket(), words).await;
    let (id, presence) = said?;
    if !peer.said.contains(&id) {
        peer.said.push(id);
    }
    Ok(response("presence", json!({ "presence": presence })))
}

fn read(data: &Map<String, Value>) -> Result<Words, Refusal> {
    let Status(status) = member(data, "status")?.ok_or_else(|| Refusal::required("Status"))?;
    let id = match data.get("presenceId").and_then(Value::as_str) {
        Some("unique()") => None,
        _ => member(data, "presenceId")?,
    };
    let grants = match data.get("permissions") {
        None | Some(Value::Null) => None,
        Some(given) => {
            let grants = Grants::parse(given, Thing::Presence);
            Some(grants.map_err(|rule| Refusal::invalid("permissions", rule))?)
        }
    };
    Ok(Words { id, status, metadata: member(data, "metadata")?, grants })
}

struct Status(String);

impl Param for Status {
    fn parse(value: &Value) -> Result<Self, String> {
        match value.as_str() {
            Some(text) if (1..=LONGEST_STATUS).contains(&text.chars().count()) => Ok(Self(text.to_owned())),
            _ => Err(format!(
                "Value must be a valid string and at least 1 chars and no longer than {LONGEST_STATUS} chars."
            )),
        }
    }
}
