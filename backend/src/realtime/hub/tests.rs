//! The hub alone: who is told what, by the bytes that lie in outboxes.

use appwrite::Role;
use serde_json::{Value, json};

use super::*;
use crate::{
    caller::{Person, Proof},
    happening::{Action, Subject},
};

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn hub() -> Hub {
    Hub::new(Clock::by_hand("2026-05-26T09:00:00.000+00:00".parse().unwrap()), id("p"))
}

fn person(name: &str, session: &str) -> Caller {
    Caller::person(Person {
        id: id(name),
        name: String::new(),
        email: String::new(),
        active: true,
        verified: false,
        labels: vec![],
        accessed: "2026-05-26T09:00:00.000+00:00".parse().unwrap(),
        proof: Proof::Session(id(session)),
    })
}

/// A socket that listens to presences as a subscription of this id.
fn ear(hub: &Hub, subscription: &str) -> Seat {
    let seat = hub.enter();
    let (presences, _) = Subscription::read(&["presences".to_owned()], &[]).unwrap();
    seat.subscribe(&id(subscription), presences);
    seat
}

fn said(reader: Role) -> Happening {
    let payload = json!({ "$id": "ana", "status": "online" });
    Happening {
        subject: Subject::Presence(id("ana")),
        action: Action::Upsert,
        payload,
        readers: vec![reader],
    }
}

fn signed_out(user: &str, session: &str) -> Happening {
    let subject = Subject::Session { user: id(user), session: id(session) };
    Happening { subject, action: Action::Delete, payload: Value::Null, readers: vec![] }
}

#[test]
fn readers_who_call_it_the_same_are_sent_the_same_bytes() {
    let hub = hub();
    let ears = ["s", "s", "other"].map(|subscription| ear(&hub, subscription));
    hub.publish(said(Role::Any));
    let [one, two, other] = ears.map(|ear| ear.outbox().take().0.remove(0));
    assert_eq!(one.as_str().as_ptr(), two.as_str().as_ptr(), "not encoded twice, not even copied");
    assert_eq!(one.as_str().replace(r#"["s"]"#, r#"["other"]"#), other.as_str());
}

#[test]
fn nobody_takes_a_seat_as_who_they_may_have_ceased_to_be() {
    let hub = hub();
    let seat = ear(&hub, "s");
    let looked_up = hub.changes();
    hub.publish(signed_out("ana", "hers"));
    assert!(!seat.sit(&person("ana", "hers"), looked_up));
    hub.publish(said(Role::user(&id("ana"))));
    assert_eq!(seat.outbox().take().0.len(), 0, "and hears nothing as such");
    assert!(seat.sit(&person("ana", "another"), hub.changes()));
    hub.publish(said(Role::user(&id("ana"))));
    assert_eq!(seat.outbox().take().0.len(), 1);
}

#[test]
fn who_is_sent_away_hears_what_was_before_and_nothing_after() {
    let hub = hub();
    let (ending, staying) = (ear(&hub, "s"), ear(&hub, "s"));
    assert!(ending.sit(&person("ana", "one"), hub.changes()));
    assert!(staying.sit(&person("ana", "two"), hub.changes()));
    let news = || said(Role::user(&id("ana")));
    hub.publish(news());
    hub.publish(signed_out("ana", "one"));
    hub.publish(news());
    let (frames, farewell) = ending.outbox().take();
    assert_eq!((frames.len(), farewell), (1, Some(Farewell::SignedOut)));
    let (frames, farewell) = staying.outbox().take();
    assert_eq!((frames.len(), farewell), (2, None));
}

#[tokio::test]
async fn whoever_comes_while_we_close_down_is_told_so_and_waited_for() {
    let hub = hub();
    let early = hub.enter();
    let closing = tokio::spawn({
        let hub = hub.clone();
        async move { hub.close().await }
    });
    early.outbox().filled().await;
    let late = hub.enter();
    assert_eq!([&early, &late].map(|seat| seat.outbox().take().1), [Some(Farewell::GoingAway); 2]);
    drop(early);
    assert!(!closing.is_finished());
    drop(late);
    closing.await.unwrap();
}
