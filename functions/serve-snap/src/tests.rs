use std::{
    collections::{HashMap, HashSet},
    sync::Mutex,
};

use serde_json::json;

use crate::{serve, Answer, Api, Fault, Request, Snap, LIFETIME_SECONDS};

const JPEG: &[u8] = &[0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
const DAY: i64 = LIFETIME_SECONDS * 1000;

/// An API in memory, as one caller sees it, that remembers what it was asked.
#[derive(Default)]
struct Shelf {
    snaps: HashMap<&'static str, Snap>,
    photographs: HashMap<&'static str, Vec<u8>>,
    broken: bool,
    claimed: Mutex<HashSet<String>>,
    asked: Mutex<Vec<String>>,
}

impl Api for Shelf {
    async fn snap(&self, id: &str) -> Result<Option<Snap>, Fault> {
        self.asked.lock().unwrap().push(format!("row {id}"));
        if self.broken {
            Err(Fault("down".into()))
        } else {
            Ok(self.snaps.get(id).cloned())
        }
    }

    async fn photograph(&self, id: &str) -> Result<Option<Vec<u8>>, Fault> {
        self.asked.lock().unwrap().push(format!("file {id}"));
        Ok(self.photographs.get(id).cloned())
    }

    async fn claim(&self, id: &str) -> Result<bool, Fault> {
        self.asked.lock().unwrap().push(format!("claim {id}"));
        Ok(self.claimed.lock().unwrap().insert(id.into()))
    }
}

/// Ana sent `s1` to Ben at moment 0; both may read its row.
fn shelf() -> Shelf {
    let snap =
        Snap { recipient: "ben".into(), photograph: "f1".into(), sent: 0, removed: false, once: false };
    Shelf {
        snaps: HashMap::from([("s1", snap)]),
        photographs: HashMap::from([("f1", JPEG.to_vec())]),
        ..Shelf::default()
    }
}

fn ben() -> Request<'static> {
    Request { method: "GET", path: "/snap/s1", jwt: "token", user: "ben", now: 1000 }
}

fn ask(request: Request<'_>, api: &Shelf) -> Answer {
    pollster::block_on(serve(request, api)).unwrap()
}

fn status(request: Request<'_>, api: &Shelf) -> u16 {
    let answer = ask(request, api);
    assert!(answer.status == 200 || answer.body.get("base64").is_none(), "a refusal carries no picture");
    answer.status
}

#[test]
fn the_recipient_gets_the_picture() {
    let answer = ask(ben(), &shelf());
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, json!({ "contentType": "image/jpeg", "base64": "/9j/4AECAw==" }));
    assert_eq!(status(Request { method: "POST", ..ben() }, &shelf()), 200);
}

#[test]
fn nobody_else_does_and_the_photograph_is_not_even_asked_for() {
    let api = shelf();
    for request in [
        Request { user: "ana", ..ben() },
        Request { user: "eve", ..ben() },
        Request { jwt: "", ..ben() },
        Request { user: "", ..ben() },
        Request { path: "/snap/s2", ..ben() },
        Request { path: "/snap/..", ..ben() },
        Request { path: "/snap/s1?x=y", ..ben() },
    ] {
        assert_eq!(status(request, &api), 401, "{request:?}");
    }
    assert!(!api.asked.lock().unwrap().iter().any(|asked| asked.starts_with("file")));
}

#[test]
fn another_path_or_method_is_not_found_whoever_asks() {
    let api = shelf();
    for path in ["/", "", "/snap", "/snap/", "/snap/s1/", "/snap/s1/x", "/Snap/s1", "snap/s1", "//snap/s1"] {
        assert_eq!(status(Request { path, ..ben() }, &api), 404, "{path}");
        assert_eq!(status(Request { path, jwt: "", ..ben() }, &api), 404, "{path}");
    }
    for method in ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "get"] {
        assert_eq!(status(Request { method, ..ben() }, &api), 404, "{method}");
    }
    assert!(api.asked.lock().unwrap().is_empty());
}

#[test]
fn after_a_day_it_is_gone_to_the_millisecond() {
    assert_eq!(status(Request { now: DAY - 1, ..ben() }, &shelf()), 200);
    assert_eq!(status(Request { now: DAY, ..ben() }, &shelf()), 410);
    assert_eq!(ask(Request { now: DAY, ..ben() }, &shelf()).body["reason"], "expired");
    assert_eq!(status(Request { now: DAY, user: "ana", ..ben() }, &shelf()), 401, "still not hers to know");
}

#[test]
fn a_snap_that_was_taken_back_is_gone_while_others_still_need_its_photograph() {
    let mut api = shelf();
    api.snaps.get_mut("s1").unwrap().removed = true;
    assert_eq!(ask(ben(), &api).body["reason"], "removed");
    assert_eq!(status(ben(), &api), 410);
    assert_eq!(status(Request { user: "eve", ..ben() }, &api), 401, "not hers to know");
    assert!(!api.asked.lock().unwrap().iter().any(|asked| asked.starts_with("file")));
}

#[test]
fn a_photograph_that_is_not_there_any_more_was_taken_back() {
    let api = Shelf { photographs: HashMap::new(), ..shelf() };
    assert_eq!(ask(ben(), &api).body["reason"], "removed");
}

#[test]
fn what_may_be_viewed_once_is_handed_out_once() {
    let mut api = shelf();
    api.snaps.get_mut("s1").unwrap().once = true;
    assert_eq!(status(Request { user: "eve", ..ben() }, &api), 401, "a stranger uses nothing up");
    assert_eq!(status(ben(), &api), 200);
    let again = ask(ben(), &api);
    assert_eq!((again.status, &again.body["reason"]), (410, &json!("opened")));
    assert!(again.body.get("base64").is_none());
}

#[test]
fn a_photograph_that_could_not_be_read_uses_nothing_up_and_others_are_never_claimed() {
    let mut api = shelf();
    assert_eq!(status(ben(), &api), 200);
    api.snaps.get_mut("s1").unwrap().once = true;
    api.photographs.clear();
    assert_eq!(status(ben(), &api), 410);
    assert!(!api.asked.lock().unwrap().iter().any(|asked| asked.starts_with("claim")));
}

#[test]
fn a_fault_of_ours_is_never_the_callers() {
    let api = Shelf { broken: true, ..shelf() };
    assert_eq!(pollster::block_on(serve(ben(), &api)), Err(Fault("down".into())));
    assert_eq!(Answer::fault().status, 500);
}

#[test]
fn a_day_has_24_hours() {
    assert_eq!(LIFETIME_SECONDS, 86_400);
}
