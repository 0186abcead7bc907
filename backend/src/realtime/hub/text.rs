//! An event as text. All of it but the list of subscriptions is the same for everybody and is written once.

use std::sync::Arc;

use appwrite::Timestamp;
use axum::extract::ws::Utf8Bytes;
use serde::Serialize;
use serde_json::Value;

#[derive(Serialize)]
struct Told<'a> {
    events: &'a [String],
    channels: &'a [String],
    timestamp: Timestamp,
    payload: &'a Value,
}

/// The frame up to where the list of subscriptions belongs.
pub(super) fn head(events: &[String], channels: &[String], timestamp: Timestamp, payload: &Value) -> String {
    // Strings and a JSON value always serialise; an empty object would still be a frame.
    let mut data = serde_json::to_string(&Told { events, channels, timestamp, payload }).unwrap_or_default();
    data.pop();
    format!("{{\"type\":\"event\",\"data\":{data},\"subscriptions\":")
}

/// The whole frame for a socket with these matching subscriptions, in one piece of memory of just its size.
pub(super) fn event(head: &str, subscriptions: &[Arc<str>]) -> Utf8Bytes {
    const END: &str = "]}}";
    let ids: usize = subscriptions.iter().map(|id| id.len() + r#","""#.len()).sum();
    let mut text = String::with_capacity(head.len() + ids.max(1) + END.len());
    text.push_str(head);
    let mut before = '[';
    for id in subscriptions {
        // An id holds nothing that JSON would have to escape.
        text.extend([before, '"']);
        text.push_str(id);
        text.push('"');
        before = ',';
    }
    text.push_str(END);
    text.into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_spliced_frame_is_the_frame() {
        let payload = json!({ "$id": "p", "metadata": { "quote": "\"}" } });
        let (events, channels) = (["presences.p.upsert".to_owned()], ["presences".to_owned()]);
        let head = head(&events, &channels, Timestamp::from_millis(0), &payload);
        let text = event(&head, &["one".into(), "two".into()]);
        assert_eq!(
            serde_json::from_str::<Value>(text.as_str()).unwrap(),
            json!({ "type": "event", "data": {
                "events": events, "channels": channels, "timestamp": "1970-01-01T00:00:00.000+00:00",
                "payload": payload, "subscriptions": ["one", "two"],
            }})
        );
    }
}
