//! Realtime frames: text messages `{"type": …, "data": …}` in both directions.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Permission, Timestamp};

/// What a client sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "lowercase")]
pub enum ClientFrame {
    Ping,
    Authentication { session: String },
    Subscribe(Vec<Subscription>),
    Unsubscribe(Vec<SubscriptionRef>),
    Presence(PresenceSaid),
}

/// One subscription: everything on the channels that satisfies all queries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// Chosen by the client, unique within its connection.
    pub subscription_id: String,
    pub channels: Vec<String>,
    #[serde(default)]
    pub queries: Vec<String>,
}

/// A subscription by its id alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionRef {
    pub subscription_id: String,
}

/// What a person says of themselves over the socket, for as long as the socket lives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PresenceSaid {
    pub status: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence_id: Option<String>,
    /// Absent keeps what was said before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Vec<Permission>>,
}

/// What a client receives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "lowercase")]
pub enum ServerFrame {
    Connected {
        #[serde(default)]
        channels: Vec<String>,
        #[serde(default)]
        subscriptions: Value,
        /// The full account of who the cookie speaks for; null for a guest.
        user: Option<Value>,
    },
    /// The answer to the frame type named in `to`, with the rest as that type has it.
    Response {
        to: String,
        #[serde(flatten)]
        rest: Map<String, Value>,
    },
    Event(Event),
    Error {
        code: i64,
        message: String,
    },
    Pong,
}

/// Something happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Every name of what happened; the first has no wildcard.
    pub events: Vec<String>,
    pub channels: Vec<String>,
    pub timestamp: Timestamp,
    pub payload: Value,
    /// Which of this connection's subscriptions it matched.
    pub subscriptions: Vec<String>,
}

impl Event {
    /// What was done: the last word of the first event name, such as `create`.
    pub fn action(&self) -> &str {
        self.events.first().and_then(|name| name.rsplit('.').next()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn frames_have_the_protocols_shape() {
        assert_eq!(serde_json::to_value(ClientFrame::Ping).unwrap(), json!({"type": "ping"}));
        let said = ClientFrame::Presence(PresenceSaid {
            status: "online".into(),
            presence_id: None,
            metadata: None,
            permissions: None,
        });
        assert_eq!(
            serde_json::to_value(said).unwrap(),
            json!({"type": "presence", "data": {"status": "online"}})
        );
        let guest: ServerFrame = serde_json::from_value(
            json!({"type": "connected", "data": {"channels": [], "subscriptions": [], "user": null}}),
        )
        .unwrap();
        assert!(matches!(guest, ServerFrame::Connected { user: None, .. }));
        assert_eq!(serde_json::from_str::<ServerFrame>(r#"{"type":"pong"}"#).unwrap(), ServerFrame::Pong);
    }
}
