//! `unsubscribe`: a batch of ids, all well formed or none removed. The socket stays, even with nothing to hear.

use appwrite::Id;
use serde_json::{Value, json};

use super::{Refusal, response, subscribe};
use crate::realtime::peer::Peer;

pub(super) fn answer(peer: &mut Peer, data: &Value) -> Result<Value, Refusal> {
    let items = data.as_array().ok_or_else(|| Refusal::required("Items"))?;
    let ids = items.iter().map(read).collect::<Result<Vec<Id>, Refusal>>()?;
    let removed: Vec<Value> = ids
        .iter()
        .map(|id| json!({ "subscriptionId": id, "removed": peer.seat.unsubscribe(id.as_str()) }))
        .collect();
    Ok(response("unsubscribe", json!({ "success": true, "subscriptions": removed })))
}

fn read(item: &Value) -> Result<Id, Refusal> {
    let invalid = |rule| Refusal::invalid("items", rule);
    let item = item.as_object().ok_or_else(|| invalid("Each unsubscribe payload must be an object."))?;
    subscribe::id(item)?.ok_or_else(|| invalid("subscriptionId is not present in payload."))
}
