use proptest::prelude::*;
use serde_json::json;

use super::*;

fn connected(user: Option<Value>) -> String {
    json!({"type": "connected", "data": {"channels": [], "subscriptions": [], "user": user}}).to_string()
}

fn response(to: &str) -> String {
    json!({"type": "response", "data": {"to": to, "success": true, "user": {"$id": "u-ana"}}}).to_string()
}

fn error(code: i64) -> String {
    json!({"type": "error", "data": {"code": code, "message": "no"}}).to_string()
}

fn said(status: &str) -> PresenceSaid {
    PresenceSaid { status: status.into(), presence_id: None, metadata: None, permissions: None }
}

fn listening(ids: &[&str]) -> Protocol {
    let mut protocol = Protocol::default();
    for id in ids {
        protocol.subscribe((*id).into(), vec!["presences".into()], vec![]);
    }
    protocol
}

/// The kinds of what was sent, in order.
fn kinds(out: &[Output]) -> Vec<&'static str> {
    out.iter()
        .filter_map(|output| match output {
            Output::Send(ClientFrame::Authentication { .. }) => Some("authentication"),
            Output::Send(ClientFrame::Subscribe(_)) => Some("subscribe"),
            Output::Send(ClientFrame::Unsubscribe(_)) => Some("unsubscribe"),
            Output::Send(ClientFrame::Presence(_)) => Some("presence"),
            Output::Send(ClientFrame::Ping) => Some("ping"),
            _ => None,
        })
        .collect()
}

fn ana() -> Option<Value> {
    Some(json!({"$id": "u-ana"}))
}

#[test]
fn nothing_is_said_before_connected() {
    let mut protocol = listening(&["s1"]);
    protocol.say(said("online"));
    assert_eq!(protocol.flush(0), []);
    assert_eq!(protocol.due(), None);
}

#[test]
fn authentication_subscriptions_and_presence_each_wait_for_the_one_before() {
    let mut protocol = Protocol::new(Some("secret".into()));
    protocol.subscribe("s1".into(), vec!["presences".into()], vec![]);
    protocol.say(said("online"));
    assert_eq!(kinds(&protocol.received(&connected(None), 0)), ["authentication"]);
    assert_eq!(protocol.flush(0), []);
    let out = protocol.received(&response("authentication"), 0);
    assert!(out.contains(&Output::Ready { as_user: true }));
    assert_eq!(kinds(&out), ["subscribe"]);
    assert_eq!(protocol.flush(0), []);
    let out = protocol.received(&response("subscribe"), 0);
    assert!(out.contains(&Output::Confirmed(vec!["s1".into()])));
    assert_eq!(kinds(&out), ["presence"]);
}

#[test]
fn a_cookie_that_speaks_for_somebody_makes_authentication_unneeded() {
    let mut protocol = Protocol::new(Some("secret".into()));
    let out = protocol.received(&connected(ana()), 0);
    assert_eq!(out, [Output::Ready { as_user: true }]);
}

#[test]
fn a_refused_authentication_goes_on_as_a_guest() {
    let mut protocol = Protocol::new(Some("stale".into()));
    protocol.subscribe("s1".into(), vec!["presences".into()], vec![]);
    protocol.received(&connected(None), 0);
    let out = protocol.received(&error(1003), 0);
    assert!(out.contains(&Output::Ready { as_user: false }));
    assert_eq!(kinds(&out), ["subscribe"]);
}

#[test]
fn subscriptions_made_together_travel_together() {
    let mut protocol = listening(&["s1", "s2"]);
    let out = protocol.received(&connected(ana()), 0);
    let [_, Output::Send(ClientFrame::Subscribe(batch))] = out.as_slice() else { panic!("{out:?}") };
    assert_eq!(batch.len(), 2);
}

/// The subscriptions of each frame that was sent, by id, with the bytes of the largest frame.
fn batches(frames: &[ClientFrame]) -> (Vec<Vec<String>>, usize) {
    let ids = |frame: &ClientFrame| match frame {
        ClientFrame::Subscribe(batch) => batch.iter().map(|one| one.subscription_id.clone()).collect(),
        other => panic!("{other:?}"),
    };
    let bytes = |frame: &ClientFrame| serde_json::to_string(frame).unwrap().len();
    (frames.iter().map(ids).collect(), frames.iter().map(bytes).max().unwrap_or(0))
}

fn sent(out: Vec<Output>) -> Vec<ClientFrame> {
    let frame = |output| if let Output::Send(frame) = output { Some(frame) } else { None };
    out.into_iter().filter_map(frame).collect()
}

#[test]
fn subscriptions_too_large_for_one_frame_travel_in_several_one_after_another() {
    let mut protocol = Protocol::default();
    for id in ["s1", "s2", "s3"] {
        protocol.subscribe(id.into(), vec!["x".repeat(25_000)], vec!["y".repeat(3_000)]);
    }
    protocol.say(said("online"));
    let first = sent(protocol.received(&connected(ana()), 0));
    let (ids, largest) = batches(&first);
    assert_eq!(ids, [["s1", "s2"]]);
    assert!(largest <= 64_000);
    assert_eq!(protocol.flush(0), [], "the next waits for the answer");
    let out = protocol.received(&response("subscribe"), 0);
    assert!(out.contains(&Output::Confirmed(vec!["s1".into(), "s2".into()])));
    assert_eq!(batches(&sent(out)).0, [["s3"]]);
    let out = protocol.received(&response("subscribe"), 0);
    assert!(out.contains(&Output::Confirmed(vec!["s3".into()])));
    assert_eq!(kinds(&out), ["presence"], "it waits for all of them");
}

#[test]
fn subscriptions_made_later_need_not_wait_for_each_other() {
    let mut protocol = Protocol::default();
    protocol.received(&connected(ana()), 0);
    for id in ["s1", "s2", "s3"] {
        protocol.subscribe(id.into(), vec!["x".repeat(40_000)], vec![]);
    }
    assert_eq!(batches(&protocol.flush(0)).0, [["s1"], ["s2"], ["s3"]]);
    assert_eq!((protocol.flush(0), protocol.due()), (vec![], None));
}

#[test]
fn a_subscription_larger_than_a_frame_is_sent_alone() {
    let mut protocol = Protocol::default();
    protocol.received(&connected(ana()), 0);
    for (id, size) in [("s1", 10), ("s2", 70_000), ("s3", 10)] {
        protocol.subscribe(id.into(), vec!["x".repeat(size)], vec![]);
    }
    assert_eq!(batches(&protocol.flush(0)).0, [["s1"], ["s2"], ["s3"]]);
}

#[test]
fn a_presence_refused_for_coming_too_often_is_said_again_later() {
    for code in [1013, 429] {
        let mut protocol = Protocol::default();
        protocol.received(&connected(ana()), 0);
        protocol.say(said("online"));
        assert_eq!(protocol.flush(0).len(), 1);
        protocol.received(&error(code), 1_000);
        assert_eq!(protocol.flush(15_999), []);
        assert_eq!(protocol.flush(16_000), [ClientFrame::Presence(said("online"))], "{code}");
    }
}

#[test]
fn everything_is_said_again_after_a_reconnect_and_what_was_ended_is_not() {
    let mut protocol = listening(&["s1", "s2"]);
    protocol.say(said("online"));
    protocol.received(&connected(ana()), 0);
    protocol.received(&response("subscribe"), 0);
    protocol.unsubscribe("s2");
    assert!(matches!(protocol.flush(1).as_slice(), [ClientFrame::Unsubscribe(_)]));
    protocol.lost();
    assert!(!protocol.is_connected());
    let out = protocol.received(&connected(ana()), 2);
    let [_, Output::Send(ClientFrame::Subscribe(batch))] = out.as_slice() else { panic!("{out:?}") };
    assert_eq!(batch.iter().map(|one| one.subscription_id.as_str()).collect::<Vec<_>>(), ["s1"]);
    assert_eq!(kinds(&protocol.received(&response("subscribe"), 2)), ["presence"]);
}

#[test]
fn a_subscription_that_ended_unheard_is_neither_made_nor_confirmed() {
    let mut protocol = listening(&["s1"]);
    protocol.unsubscribe("s1");
    assert_eq!(kinds(&protocol.received(&connected(ana()), 0)), Vec::<&str>::new());
    protocol.subscribe("s2".into(), vec!["presences".into()], vec![]);
    protocol.flush(0);
    protocol.unsubscribe("s2");
    assert!(protocol.received(&response("subscribe"), 0).contains(&Output::Confirmed(vec![])));
}

#[test]
fn moves_faster_than_the_server_allows_are_said_once_with_the_newest() {
    let mut protocol = Protocol::default();
    protocol.received(&connected(ana()), 0);
    protocol.say(said("one"));
    assert_eq!(protocol.flush(1_000).len(), 1);
    protocol.say(said("two"));
    protocol.say(said("three"));
    assert_eq!(protocol.flush(2_000), []);
    assert_eq!(protocol.due(), Some(4_000));
    assert_eq!(protocol.flush(4_000), [ClientFrame::Presence(said("three"))]);
    assert_eq!(protocol.due(), None);
    protocol.forget_presence();
    protocol.lost();
    assert_eq!(protocol.received(&connected(ana()), 9_000), [Output::Ready { as_user: true }]);
}

#[test]
fn a_refused_subscription_does_not_hold_up_the_presence() {
    let mut protocol = listening(&["s1"]);
    protocol.say(said("online"));
    protocol.received(&connected(ana()), 0);
    let out = protocol.received(&error(1003), 0);
    assert!(matches!(out.first(), Some(Output::Refused { code: 1003, .. })));
    assert_eq!(kinds(&out), ["presence"]);
}

#[test]
fn what_was_one_frame_too_many_is_said_again_after_a_while() {
    let mut protocol = listening(&["s1"]);
    protocol.received(&connected(ana()), 0);
    assert_eq!(kinds(&protocol.received(&error(1013), 1_000)), Vec::<&str>::new());
    assert_eq!(protocol.due(), Some(16_000));
    assert_eq!(protocol.flush(15_999), []);
    assert!(matches!(protocol.flush(16_000).as_slice(), [ClientFrame::Subscribe(_)]));
}

proptest! {
    #[test]
    fn nothing_a_server_says_makes_the_protocol_panic(texts in prop::collection::vec("\\PC{0,60}", 0..10)) {
        let mut protocol = listening(&["s1"]);
        for text in texts {
            protocol.received(&text, 0);
        }
    }

    /// Whatever order things happen in, a presence never overtakes the subscriptions wanted before it, and no
    /// subscription is told twice on one connection.
    #[test]
    fn order_holds_whatever_happens(steps in prop::collection::vec(0u8..7, 0..60)) {
        let mut protocol = Protocol::new(Some("secret".into()));
        let (mut now, mut next, mut told) = (0, 0, std::collections::BTreeSet::new());
        for step in steps {
            now += 1_000;
            let out = match step {
                0 => { told.clear(); protocol.received(&connected(None), now) }
                1 => protocol.received(&response("authentication"), now),
                2 => protocol.received(&response("subscribe"), now),
                3 => { next += 1; protocol.subscribe(format!("s{next}"), vec!["presences".into()], vec![]); vec![] }
                4 => { protocol.say(said("online")); vec![] }
                5 => { told.clear(); protocol.lost(); vec![] }
                _ => vec![],
            };
            let out: Vec<_> = out.into_iter().chain(protocol.flush(now).into_iter().map(Output::Send)).collect();
            for output in &out {
                match output {
                    Output::Send(ClientFrame::Subscribe(batch)) => {
                        for one in batch {
                            prop_assert!(told.insert(one.subscription_id.clone()), "told twice");
                        }
                    }
                    Output::Send(ClientFrame::Presence(_)) => {
                        prop_assert!(protocol.subscriptions.values().all(|wanted| wanted.told));
                    }
                    _ => {}
                }
            }
            prop_assert!(protocol.due().is_none_or(|due| due > now), "due, but nothing could be said");
        }
    }
}
