//! `subscribe`: a batch of subscriptions, each new or in the place of the one with its id. All or none are taken.

use appwrite::{Id, Timestamp};
use serde_json::{Map, Value, json};

use super::{INVALID, Refusal, response};
use crate::realtime::{
    peer::Peer,
    subscriptions::{MOST_WEIGHT, Subscription},
};

/// One item of the batch.
struct Item {
    /// Chosen by the client; by us, if not.
    id: Id,
    subscription: Subscription,
    /// The queries as they are echoed.
    queries: Vec<String>,
}

pub(super) fn answer(peer: &mut Peer, data: &Value) -> Result<Value, Refusal> {
    let items = data.as_array().ok_or_else(|| Refusal::required("Items"))?;
    let now = peer.backend.clock.now();
    let items = items.iter().map(|item| read(item, now)).collect::<Result<Vec<Item>, Refusal>>()?;
    let mut weights = peer.seat.weights();
    weights.extend(items.iter().map(|item| (item.id.as_str().into(), item.subscription.weight())));
    if weights.values().sum::<usize>() > MOST_WEIGHT {
        return Err(Refusal::invalid("items", "Too many subscriptions on one connection."));
    }
    let taken: Vec<Value> = items
        .into_iter()
        .map(|Item { id, subscription, queries }| {
            let channels = peer.seat.subscribe(&id, subscription);
            json!({ "subscriptionId": id, "channels": channels, "queries": queries })
        })
        .collect();
    Ok(response("subscribe", json!({ "success": true, "subscriptions": taken })))
}

fn read(item: &Value, now: Timestamp) -> Result<Item, Refusal> {
    let invalid = |rule: &str| Refusal::invalid("items", rule);
    let item = item.as_object().ok_or_else(|| invalid("Each subscribe payload must be an object."))?;
    let channels = match item.get("channels") {
        None | Some(Value::Null) => return Err(invalid("channels is not present in payload.")),
        Some(channels) => channels.as_array().ok_or_else(|| invalid("channels is not a valid array."))?,
    };
    let channels = strings(channels).ok_or_else(|| invalid("channels must contain only strings."))?;
    let queries = match item.get("queries") {
        None | Some(Value::Null) => Some(vec![]),
        Some(queries) => queries.as_array().and_then(|queries| strings(queries)),
    };
    let queries = queries.ok_or_else(|| invalid("queries is not a valid array."))?;
    let id = match item.get("subscriptionId").and_then(Value::as_str) {
        Some("unique()") => None,
        _ => id(item)?,
    };
    let (subscription, queries) =
        Subscription::read(&channels, &queries).map_err(|message| Refusal::new(INVALID, message))?;
    Ok(Item { id: id.unwrap_or_else(|| Id::unique(now)), subscription, queries })
}

/// The `subscriptionId` of an item, if it has one.
pub(super) fn id(item: &Map<String, Value>) -> Result<Option<Id>, Refusal> {
    match item.get("subscriptionId") {
        None | Some(Value::Null) => Ok(None),
        Some(id) => match id.as_str().map(str::parse) {
            Some(Ok(id)) => Ok(Some(id)),
            _ => Err(Refusal::invalid("items", "subscriptionId is not a valid id.")),
        },
    }
}

fn strings(list: &[Value]) -> Option<Vec<String>> {
    list.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}
