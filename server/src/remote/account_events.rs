//! Our own subscription on a browser's socket to the remote API: to `account`, whose events tell that a session may have
//! ended. The browser knows nothing of it: neither the answer to it nor what is heard for it alone is passed on.
//!
//! An error of the remote API does not name the message that it answers. So the bridge sends nothing of the browser's until
//! the answer to our subscription is here: everything that answers a message before that answers ours.

use appwrite::{
    Id,
    wire::{ClientFrame, Subscription},
};
use serde_json::Value;

/// What to do with one frame of the remote API.
#[derive(Debug, PartialEq)]
pub(super) enum Verdict {
    /// It is the browser's.
    Pass,
    /// It is passed on as this text.
    PassAs(String),
    /// It is ours alone.
    Keep,
}

/// The subscription, from the frame that says who is on the line.
pub(super) struct AccountEvents {
    /// Not known to the browser, so that no subscription of its own can take the place of this one.
    id: Id,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// The remote API has not said who is on the line.
    Greeting,
    /// Our subscription is sent and not answered.
    Asked,
    Subscribed,
    /// A guest has no account, or our subscription was refused. The session is checked on a schedule alone.
    Without,
}

/// What was found in one frame.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub(super) verdict: Verdict,
    /// What to say to the remote API first.
    pub(super) say: Option<String>,
    /// Something happened to the account.
    pub(super) changed: bool,
    /// The code with which our subscription was refused.
    pub(super) refused: Option<i64>,
}

impl Found {
    fn nothing() -> Self {
        Self { verdict: Verdict::Pass, say: None, changed: false, refused: None }
    }

    fn ours() -> Self {
        Self { verdict: Verdict::Keep, ..Self::nothing() }
    }
}

impl AccountEvents {
    pub(super) fn new(id: Id) -> Self {
        Self { id, stage: Stage::Greeting }
    }

    /// Whether no answer to our subscription can come any more. Until then the browser must not be heard.
    pub(super) fn is_settled(&self) -> bool {
        matches!(self.stage, Stage::Subscribed | Stage::Without)
    }

    /// Looks at one frame of the remote API. Once settled, only the few frames that name our subscription are read.
    pub(super) fn look(&mut self, text: &str) -> Found {
        if self.is_settled() && !(self.stage == Stage::Subscribed && text.contains(self.id.as_str())) {
            return Found::nothing();
        }
        let Ok(frame) = serde_json::from_str::<Value>(text) else { return Found::nothing() };
        match (self.stage, frame["type"].as_str()) {
            (Stage::Greeting, Some("connected")) => self.greet(&frame["data"]["user"]),
            (Stage::Asked, Some("response")) => {
                let ours = self.is_named(&frame["data"]["subscriptions"], "subscriptionId");
                self.stage = if ours { Stage::Subscribed } else { Stage::Without };
                Found::ours()
            }
            (Stage::Asked, Some("error")) => {
                self.stage = Stage::Without;
                Found { refused: Some(frame["data"]["code"].as_i64().unwrap_or_default()), ..Found::ours() }
            }
            (Stage::Subscribed, Some("response"))
                if self.is_named(&frame["data"]["subscriptions"], "subscriptionId") =>
            {
                Found::ours()
            }
            (_, Some("event")) => self.look_at_event(frame),
            _ => Found::nothing(),
        }
    }

    fn greet(&mut self, user: &Value) -> Found {
        let say = if user.is_null() { None } else { self.subscribe() };
        self.stage = if say.is_some() { Stage::Asked } else { Stage::Without };
        Found { say, ..Found::nothing() }
    }

    fn look_at_event(&self, mut frame: Value) -> Found {
        let Some(heard_by) = frame["data"]["subscriptions"].as_array_mut() else { return Found::nothing() };
        let before = heard_by.len();
        heard_by.retain(|id| id.as_str() != Some(self.id.as_str()));
        let (changed, left) = (heard_by.len() < before, heard_by.len());
        let verdict = match left {
            _ if !changed => Verdict::Pass,
            0 => Verdict::Keep,
            _ => Verdict::PassAs(frame.to_string()),
        };
        Found { verdict, changed, ..Found::nothing() }
    }

    fn subscribe(&self) -> Option<String> {
        let subscription = Subscription {
            subscription_id: self.id.to_string(),
            channels: vec!["account".to_owned()],
            queries: vec![],
        };
        serde_json::to_string(&ClientFrame::Subscribe(vec![subscription])).ok()
    }

    fn is_named(&self, list: &Value, member: &str) -> bool {
        let ours = |one: &Value| one[member].as_str() == Some(self.id.as_str());
        list.as_array().is_some_and(|list| list.iter().any(ours))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn connected(user: Value) -> String {
        json!({ "type": "connected", "data": { "channels": [], "subscriptions": [], "user": user } })
            .to_string()
    }

    fn answer(id: &str) -> String {
        let subscriptions = [json!({ "subscriptionId": id, "channels": ["account"], "queries": [] })];
        json!({ "type": "response", "data": { "to": "subscribe", "subscriptions": subscriptions } })
            .to_string()
    }

    fn error(code: i64) -> String {
        json!({ "type": "error", "data": { "code": code, "message": "Error: Server Error" } }).to_string()
    }

    fn asked() -> AccountEvents {
        let mut events = AccountEvents::new("ours".parse().unwrap());
        events.look(&connected(json!({ "$id": "u-ana" })));
        events
    }

    fn subscribed() -> AccountEvents {
        let mut events = asked();
        events.look(&answer("ours"));
        events
    }

    fn event(subscriptions: Value) -> String {
        let data = json!({
            "events": ["users.u-ana.sessions.s.delete"], "channels": ["account"], "timestamp": "",
            "payload": { "$id": "s" }, "subscriptions": subscriptions,
        });
        json!({ "type": "event", "data": data }).to_string()
    }

    #[test]
    fn it_subscribes_once_as_soon_as_somebody_is_on_the_line() {
        let mut events = AccountEvents::new("ours".parse().unwrap());
        let found = events.look(&connected(json!({ "$id": "u-ana" })));
        assert_eq!((found.verdict, found.changed), (Verdict::Pass, false));
        let said: Value = serde_json::from_str(&found.say.unwrap()).unwrap();
        let subscription = json!({ "subscriptionId": "ours", "channels": ["account"], "queries": [] });
        assert_eq!(said, json!({ "type": "subscribe", "data": [subscription] }));
        assert_eq!(events.look(&connected(json!({ "$id": "u-ana" }))), Found::nothing());

        let mut guest = AccountEvents::new("ours".parse().unwrap());
        assert_eq!(guest.look(&connected(Value::Null)), Found::nothing());
        assert!(guest.is_settled());
    }

    #[test]
    fn the_browser_is_not_heard_until_our_subscription_is_answered() {
        let mut events = AccountEvents::new("ours".parse().unwrap());
        assert!(!events.is_settled());
        events.look(&connected(json!({ "$id": "u-ana" })));
        assert!(!events.is_settled());
        events.look(&event(json!(["theirs"])));
        assert!(!events.is_settled(), "an event answers nothing");
        events.look(&answer("ours"));
        assert!(events.is_settled());
    }

    #[test]
    fn a_refusal_of_our_subscription_is_ours_and_every_later_error_is_the_browsers() {
        for code in [1003, 1013, 500] {
            let mut events = asked();
            assert_eq!(events.look(&error(code)), Found { refused: Some(code), ..Found::ours() });
            assert!(events.is_settled());
            assert_eq!(events.look(&error(code)), Found::nothing());
        }
        assert_eq!(subscribed().look(&error(1003)), Found::nothing());
        let mut greeting = AccountEvents::new("ours".parse().unwrap());
        assert_eq!(greeting.look(&error(1008)), Found::nothing(), "nothing was asked yet");
    }

    #[test]
    fn an_answer_without_our_subscription_in_it_is_a_refusal_too() {
        let mut events = asked();
        let empty =
            json!({ "type": "response", "data": { "to": "subscribe", "success": false } }).to_string();
        assert_eq!(events.look(&empty), Found::ours());
        assert!(events.is_settled());
        assert_eq!(events.look(&answer("theirs")), Found::nothing());
    }

    #[test]
    fn the_browser_gets_neither_our_answer_nor_our_events() {
        let mut events = asked();
        assert_eq!(events.look(&answer("ours")).verdict, Verdict::Keep);
        assert_eq!(events.look(&answer("theirs")), Found::nothing());
        let found = events.look(&event(json!(["ours"])));
        assert_eq!((found.verdict, found.changed), (Verdict::Keep, true));
    }

    #[test]
    fn an_event_that_the_browser_listens_to_as_well_is_passed_on_without_our_name() {
        let found = subscribed().look(&event(json!(["theirs", "ours"])));
        let Verdict::PassAs(text) = found.verdict else { panic!("{found:?}") };
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap(),
            serde_json::from_str::<Value>(&event(json!(["theirs"]))).unwrap()
        );
        assert!(found.changed);
    }

    #[test]
    fn what_only_looks_like_ours_is_passed_on_as_it_is() {
        let quoted =
            json!({ "type": "event", "data": { "payload": { "caption": "ours" }, "subscriptions": ["x"] } });
        for text in
            ["", "ours", "[\"ours\"]", &quoted.to_string(), r#"{"type":"error","data":{"message":"ours"}}"#]
        {
            assert_eq!(subscribed().look(text), Found::nothing(), "{text}");
        }
    }
}
