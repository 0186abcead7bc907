//! Executions that are put off with `scheduledAt`.

use std::time::Duration;

use serde_json::{Value, json};

use super::ECHO;
use crate::{
    functions::{deployed, town},
    town::{Somebody, Town},
};

const MINUTE: Duration = Duration::from_secs(60);

/// Ten minutes after the town begins.
const LATER: &str = "2026-05-26T09:10:00.000+00:00";

async fn put_off(somebody: &Somebody) -> Value {
    let body =
        json!({ "async": true, "scheduledAt": LATER, "path": "/a?b=c", "headers": { "x-trace": "7" } });
    somebody.post(ECHO, body).await.ok(202)
}

/// Waits until the execution is over, and tells how it went.
async fn outcome(town: &Town, execution: &Value) -> Value {
    let path = format!("{ECHO}/{}", execution["$id"].as_str().unwrap());
    loop {
        let now = town.key().get(&path).await.ok(200);
        if ["completed", "failed"].iter().any(|over| now["status"] == *over) {
            return now;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_execution_begins_at_the_minute_it_was_put_off_to() {
    let town = town().await;
    let ana = town.user("ana").await;
    let accepted = put_off(&ana).await;
    assert_eq!((&accepted["status"], &accepted["scheduledAt"]), (&json!("scheduled"), &json!(LATER)));
    assert_eq!((&accepted["trigger"], &accepted["responseStatusCode"]), (&json!("schedule"), &json!(0)));
    let one = format!("{ECHO}/{}", accepted["$id"].as_str().unwrap());
    town.pass(9 * MINUTE);
    assert_eq!(ana.get(&one).await.ok(200), accepted, "not a minute early");

    town.pass(MINUTE);
    let done = outcome(&town, &accepted).await;
    assert_eq!((&done["status"], &done["responseStatusCode"]), (&json!("completed"), &json!(200)));
    assert_eq!((&done["requestPath"], &done["scheduledAt"]), (&json!("/a?b=c"), &json!(LATER)));
    assert_eq!(done["$permissions"], json!(["read(\"user:ana\")"]));
}

#[tokio::test]
async fn an_execution_that_was_put_off_outlives_a_restart() {
    let town = town().await;
    let accepted = put_off(&town.user("ana").await).await;
    let echo = || deployed("echo", Some(std::sync::Arc::new(crate::functions::Echo)));
    let town = town.restarted_with(echo()).await;
    assert_eq!(town.key().get(ECHO).await.ok(200)["executions"][0]["status"], "scheduled");
    town.pass(20 * MINUTE);
    assert_eq!(outcome(&town, &accepted).await["status"], "completed");
}

#[tokio::test]
async fn an_execution_whose_function_has_lost_its_handler_fails() {
    let town = town().await;
    let accepted = put_off(&town.user("ana").await).await;
    let town = town.restarted_with(deployed("echo", None)).await;
    town.pass(10 * MINUTE);
    let failed = outcome(&town, &accepted).await;
    assert_eq!((&failed["status"], &failed["responseStatusCode"]), (&json!("failed"), &json!(500)));
    assert_eq!(failed["errors"], "Deployment with the requested ID could not be found.");
}

#[tokio::test]
async fn an_execution_that_has_not_begun_can_be_called_off() {
    let town = town().await;
    let accepted = put_off(&town.user("ana").await).await;
    let one = format!("{ECHO}/{}", accepted["$id"].as_str().unwrap());
    town.key().delete(&one).await.ok(204);
    town.pass(10 * MINUTE);
    let asked_after = town.key().post(ECHO, json!({})).await.ok(201);
    let list = town.key().get(ECHO).await.ok(200);
    assert_eq!((&list["total"], &list["executions"][0]["$id"]), (&json!(1), &asked_after["$id"]));
}

#[tokio::test]
async fn a_moment_must_be_a_whole_minute_ahead_and_nobody_may_wait_for_it() {
    let town = town().await;
    let ana = town.user("ana").await;
    ana.post(ECHO, json!({ "scheduledAt": LATER })).await.refused(400, "general_bad_request");
    for bad in [
        json!("soon"),
        json!(5),
        json!("2026-05-26T08:59:00.000+00:00"),
        json!("2026-05-26T09:00:00.000+00:00"),
        json!("2026-05-26T09:10:30.000+00:00"),
        json!("2026-05-26T09:10:00.001+00:00"),
    ] {
        let body = json!({ "async": true, "scheduledAt": bad });
        ana.post(ECHO, body).await.refused(400, "general_bad_request");
    }
    let next = json!({ "async": true, "scheduledAt": "2026-05-26T09:01:00Z" });
    ana.post(ECHO, next).await.ok(202);
    let nobodys = json!({ "async": true, "scheduledAt": LATER });
    town.guest().post("/functions/safe/executions", nobodys.clone()).await.refused(401, "user_unauthorized");
    ana.post("/functions/absent/executions", nobodys).await.refused(404, "deployment_not_found");
}
