//! What the log says of who came in, who was refused, and who was locked out: ids, and no addresses.

use std::{
    cell::RefCell,
    io,
    sync::{Arc, Mutex, Once},
};

use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::town::{PASSWORD, Town};

/// Everything that was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

thread_local! {
    /// The log of the test that runs on this thread, if it reads one.
    static LOG: RefCell<Option<Log>> = const { RefCell::new(None) };
}

/// Writes each line into the log of the thread it comes from.
struct OfThisThread;

impl MakeWriter<'_> for OfThisThread {
    type Writer = Log;
    fn make_writer(&self) -> Log {
        LOG.with_borrow(Clone::clone).unwrap_or_default()
    }
}

/// Subscribes to the log of the whole process, before anything is logged in it. A subscriber for one test would miss lines:
/// whether anybody wants a line is remembered where it is logged, and that is decided while other tests begin and end.
pub(crate) fn subscribe() {
    static SUBSCRIBED: Once = Once::new();
    SUBSCRIBED.call_once(|| {
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(OfThisThread).finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

impl Log {
    /// The lines of this backend about `what`, so far.
    fn lines(&self, what: &str) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines()
            .filter(|line| line.contains("backend") && line.contains(what))
            .map(str::to_owned)
            .collect()
    }

    /// Nothing of what tells who somebody is outside, or lets anybody in.
    fn assert_discreet(&self) {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        for secret in ["ana@town.test", "nobody@town.test", PASSWORD, "wrong horse", "198.51.100"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

/// A town with limits, and its log. A test has one thread, which ends with it.
async fn logged() -> (Town, Log) {
    let log = Log::default();
    LOG.set(Some(log.clone()));
    let town = Town::with(|config| {
        config.limits = true;
        config.trust_forwarded_for = true;
    })
    .await;
    (town, log)
}

#[tokio::test]
async fn a_sign_in_and_its_failures_and_lockout_are_logged_with_ids() {
    let (town, log) = logged().await;
    town.member("ana").await;
    let sign_in = |email: &str, password: &str| {
        let credentials = json!({ "email": email, "password": password });
        let guest = town.guest().with("x-forwarded-for", "198.51.100.1");
        async move { guest.post("/account/sessions/email", credentials).await }
    };
    let session = sign_in("ana@town.test", PASSWORD).await.ok(201);
    let opened = log.lines("session opened");
    let line = opened.last().unwrap();
    assert!(line.contains("user=ana") && line.contains(session["$id"].as_str().unwrap()), "{line}");

    sign_in("nobody@town.test", "wrong horse").await.refused(401, "user_invalid_credentials");
    for _ in 0..10 {
        sign_in("ana@town.test", "wrong horse").await.refused(401, "user_invalid_credentials");
    }
    assert_eq!(log.lines("sign-in failed").len(), 11);
    assert_eq!(log.lines("sign-in failed user=ana").len(), 10);
    assert!(log.lines("locked").is_empty());
    for _ in 0..3 {
        sign_in("ana@town.test", PASSWORD).await.refused(429, "general_rate_limit_exceeded");
    }
    assert_eq!(log.lines("sign-in is locked for one network user=ana").len(), 1, "once in a window");
    log.assert_discreet();
}

#[tokio::test]
async fn a_refused_permission_is_logged_with_the_id_of_whom_was_refused() {
    let (town, log) = logged().await;
    let ana = town.member("ana").await;
    ana.get("/users").await.refused(401, "general_unauthorized_scope");
    let row = json!({ "rowId": "x", "data": { "one": "a", "two": "b" } });
    ana.post("/tablesdb/hall/tables/pairs/rows", row).await.refused(401, "user_unauthorized");
    town.guest().get("/account").await.refused(401, "general_unauthorized_scope");
    let refused = log.lines("permission refused");
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused.iter().all(|line| line.contains("user=ana")));
    assert!(refused[0].contains("/users") && refused[0].contains("general_unauthorized_scope"));
    assert!(refused[1].contains("/tablesdb/hall/tables/pairs/rows"));
    log.assert_discreet();
}

#[tokio::test]
async fn refusals_without_end_do_not_fill_the_log() {
    let (town, log) = logged().await;
    let ana = town.member("ana").await;
    for _ in 0..100 {
        ana.get("/users").await.refused(401, "general_unauthorized_scope");
    }
    assert_eq!(log.lines("permission refused").len(), 60);
    let ben = town.user("ben").await;
    ben.get("/users").await.refused(401, "general_unauthorized_scope");
    assert_eq!(log.lines("user=ben").iter().filter(|line| line.contains("refused")).count(), 1);
}

#[tokio::test]
async fn a_changed_password_and_a_failed_change_are_logged() {
    let (town, log) = logged().await;
    let ana = town.member("ana").await;
    let change = |old: &str| json!({ "password": "battery staple", "oldPassword": old });
    ana.patch("/account/password", change("wrong horse")).await.refused(401, "user_invalid_credentials");
    assert_eq!(log.lines("password change failed: wrong password user=ana").len(), 1);
    ana.patch("/account/password", change(PASSWORD)).await.ok(200);
    assert_eq!(log.lines("password changed user=ana").len(), 1);
    log.assert_discreet();
}
