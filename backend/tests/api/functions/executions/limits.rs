//! How much of functions one caller, and one network, may use.

use std::{sync::Arc, time::Duration};

use backend::functions::{Function, Request, Response, Running};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::ECHO;
use crate::{
    functions::{deployed, town, town_with},
    town::{Answer, Somebody, Town},
};

/// For signed-in people.
const MEMBERS: &str = "/functions/members/executions";
/// Ten minutes after the town begins.
const LATER: &str = "2026-05-26T09:10:00Z";
/// The body of a run for later, in bytes.
const LONGEST_SCHEDULED: usize = 64 * 1024;

fn later() -> Value {
    json!({ "async": true, "scheduledAt": LATER })
}

/// A town that believes what callers say of their address.
async fn addressed() -> Town {
    let echo = deployed("echo", Some(Arc::new(crate::functions::Echo)));
    Town::with(|config| {
        echo(config);
        config.trust_forwarded_for = true;
    })
    .await
}

async fn stored(town: &Town, path: &str) -> Value {
    town.key().get(path).await.ok(200)["total"].clone()
}

/// How many were accepted before one was refused.
async fn accepted(mut ask: impl AsyncFnMut() -> Answer) -> usize {
    for count in 0.. {
        let answer = ask().await;
        if answer.status != 202 {
            answer.refused(429, "general_rate_limit_exceeded");
            return count;
        }
    }
    unreachable!()
}

#[tokio::test]
async fn guests_leave_nothing_behind_at_a_function_for_members() {
    let town = town().await;
    let body = "x".repeat(10 * 1024 * 1024);
    let asked = json!({ "async": true, "scheduledAt": "2099-01-01T00:00:00Z", "body": body });
    for _ in 0..12 {
        // The body is not read, so the connection may end before all of it is sent.
        if let Ok(answer) = town.guest().request(Method::POST, MEMBERS).json(&asked).send().await {
            assert_eq!(answer.status(), 401);
        }
    }
    assert_eq!(stored(&town, MEMBERS).await, 0);
    town.user("ana").await.post(MEMBERS, json!({})).await.ok(201);
}

#[tokio::test]
async fn a_run_is_scheduled_for_at_most_thirty_days_ahead() {
    let town = town().await;
    for somebody in [town.user("ana").await, town.guest(), town.key()] {
        for far in ["2099-01-01T00:00:00Z", "2026-06-25T09:01:00Z"] {
            let asked = json!({ "async": true, "scheduledAt": far });
            somebody.post(ECHO, asked).await.refused(400, "general_bad_request");
        }
        let last = json!({ "async": true, "scheduledAt": "2026-06-25T09:00:00Z" });
        somebody.post(ECHO, last).await.ok(202);
    }
}

#[tokio::test]
async fn the_body_of_a_scheduled_run_is_short_and_that_of_a_run_at_once_may_be_long() {
    let town = town().await;
    let ana = town.user("ana").await;
    let with = |length: usize| {
        let mut asked = later();
        asked["body"] = "x".repeat(length).into();
        asked
    };
    for somebody in [&ana, &town.guest()] {
        somebody.post(ECHO, with(LONGEST_SCHEDULED + 1)).await.refused(400, "general_argument_invalid");
        somebody.post(ECHO, with(LONGEST_SCHEDULED)).await.ok(202);
        somebody.post(ECHO, json!({ "body": "x".repeat(LONGEST_SCHEDULED + 1) })).await.ok(201);
    }
    town.key().post(ECHO, with(LONGEST_SCHEDULED + 1)).await.ok(202);
}

#[tokio::test]
async fn a_person_who_schedules_thousands_gets_twenty_until_they_have_begun() {
    let town = town().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    assert_eq!(accepted(async || ana.post(ECHO, later()).await).await, 20);
    let again = town.sign_in("ana").await;
    again.post(MEMBERS, later()).await.refused(429, "general_rate_limit_exceeded");
    ben.post(ECHO, later()).await.ok(202);
    for _ in 0..30 {
        town.key().post(ECHO, later()).await.ok(202);
    }
    town.pass(Duration::from_secs(10 * 60));
    let status = || async {
        let list = ana.get(ECHO).await.ok(200);
        list["executions"].as_array().unwrap().iter().all(|one| one["status"] == "completed")
    };
    while !status().await {
        tokio::task::yield_now().await;
    }
    let next = json!({ "async": true, "scheduledAt": "2026-05-26T09:30:00Z" });
    ana.post(ECHO, next).await.ok(202);
}

#[tokio::test]
async fn guests_of_one_ipv6_network_schedule_as_one() {
    let town = addressed().await;
    let mut host = 0;
    let from =
        |network: &str, host: usize| town.guest().with("x-forwarded-for", &format!("{network}::{host:x}"));
    let ask = async || {
        host += 1;
        from("2001:db8:0:1", host).post(ECHO, later()).await
    };
    assert_eq!(accepted(ask).await, 20);
    from("2001:db8:0:2", 1).post(ECHO, later()).await.ok(202);
}

#[tokio::test]
async fn everybody_of_one_network_schedules_a_hundred() {
    let town = addressed().await;
    let mut people = vec![];
    for name in ["ana", "ben", "cleo", "dan", "eve", "flo"] {
        people.push(town.user(name).await.with("x-forwarded-for", "192.0.2.1"));
    }
    let mut counts = vec![];
    for person in &people {
        counts.push(accepted(async || person.post(ECHO, later()).await).await);
    }
    assert_eq!(counts, [20, 20, 20, 20, 20, 0]);
    people[5].with("x-forwarded-for", "192.0.2.2").post(ECHO, later()).await.ok(202);
}

#[tokio::test]
async fn the_newest_two_hundred_runs_of_a_person_are_kept() {
    let town = town().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    ben.post(ECHO, json!({})).await.ok(201);
    let waits = ana.post(ECHO, later()).await.ok(202);
    let first = ana.post(ECHO, json!({})).await.ok(201);
    for _ in 0..200 {
        ana.post(ECHO, json!({})).await.ok(201);
    }
    assert_eq!(ana.get(ECHO).await.ok(200)["total"], 201, "and the one that has not begun");
    let one = |execution: &Value| format!("{ECHO}/{}", execution["$id"].as_str().unwrap());
    ana.get(&one(&first)).await.refused(404, "execution_not_found");
    ana.get(&one(&waits)).await.ok(200);
    assert_eq!(ben.get(ECHO).await.ok(200)["total"], 1);
}

#[tokio::test]
async fn runs_scheduled_beyond_the_horizon_before_there_was_one_are_deleted() {
    let town = town().await;
    let ana = town.user("ana").await;
    let (near, far) = (ana.post(ECHO, later()).await.ok(202), ana.post(ECHO, later()).await.ok(202));
    let database = rusqlite::Connection::open(town.folder().join("appchat.db")).unwrap();
    let moved = "UPDATE executions SET scheduled = 4070908800000 WHERE id = ?1";
    assert_eq!(database.execute(moved, [far["$id"].as_str().unwrap()]).unwrap(), 1);

    let echo = deployed("echo", Some(Arc::new(crate::functions::Echo)));
    let town = town.restarted_with(echo).await;
    while stored(&town, ECHO).await != 1 {
        tokio::task::yield_now().await;
    }
    assert_eq!(town.key().get(ECHO).await.ok(200)["executions"][0]["$id"], near["$id"]);
    let bodies: i64 = database.query_row("SELECT count(*) FROM delayed", [], |row| row.get(0)).unwrap();
    assert_eq!(bodies, 1);
}

#[tokio::test]
async fn a_deleted_person_leaves_no_runs() {
    let town = town().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    for person in [&ana, &ben] {
        person.post(ECHO, later()).await.ok(202);
        person.post(ECHO, json!({})).await.ok(201);
    }
    town.key().delete("/users/ana").await.ok(204);
    assert_eq!(stored(&town, ECHO).await, 2);
    assert_eq!(ben.get(ECHO).await.ok(200)["total"], 2);
}

/// Answers as often as it is let.
struct Gate(Semaphore);

impl Function for Gate {
    fn run(&self, _: Request) -> Running<'_> {
        Box::pin(async {
            self.0.acquire().await.unwrap().forget();
            Response { status: 200, ..Response::default() }
        })
    }
}

#[tokio::test]
async fn a_person_has_eight_runs_under_way() {
    let gate = Arc::new(Gate(Semaphore::new(0)));
    let limited = deployed("echo", Some(gate.clone()));
    let town = Town::with(|config| {
        limited(config);
        config.limits = true;
    })
    .await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let ask = async |who: &Somebody| who.post(ECHO, json!({ "async": true })).await;
    assert_eq!(accepted(async || ask(&ana).await).await, 8);
    ana.post(ECHO, json!({})).await.refused(429, "general_rate_limit_exceeded");
    ask(&ben).await.ok(202);
    ask(&town.key()).await.ok(202);
    gate.0.add_permits(10);
    let ended = [appwrite::Query::equal("status", "completed")];
    while town.key().list(ECHO, &ended).await.ok(200)["total"] != 10 {
        tokio::task::yield_now().await;
    }
    ask(&ana).await.ok(202);
    gate.0.add_permits(1);
}

#[tokio::test]
async fn runs_under_way_are_not_counted_while_limits_are_off() {
    let gate = Arc::new(Gate(Semaphore::new(0)));
    let town = town_with("echo", gate.clone()).await;
    let ana = town.user("ana").await;
    for _ in 0..40 {
        ana.post(ECHO, json!({ "async": true })).await.ok(202);
    }
    gate.0.add_permits(40);
}
