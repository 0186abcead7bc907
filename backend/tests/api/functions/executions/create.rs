//! `POST /functions/{functionId}/executions`.

use std::{sync::Arc, time::Duration};

use backend::functions::{Function, Request, Response, Running};
use serde_json::json;
use tokio::sync::Notify;

use super::ECHO;
use crate::{
    functions::{heard, town, town_with},
    realtime::socket::Socket,
    town::{START, Town},
};

#[tokio::test]
async fn a_function_hears_what_it_is_asked_and_its_answer_comes_back_whole() {
    let town = town().await;
    let ana = town.user("ana").await;
    let asked =
        json!({ "method": "PUT", "path": "/a/b?c=d%20e", "body": "hello", "headers": { "X-Trace": "7" } });
    let execution = ana.post(ECHO, asked.clone()).await.ok(201);
    let id = execution["$id"].as_str().unwrap();
    let expected = json!({
        "$id": id, "$createdAt": START, "$updatedAt": START, "$permissions": ["read(\"user:ana\")"],
        "resourceId": "echo", "resourceType": "functions", "deploymentId": "native", "trigger": "http",
        "status": "completed", "requestMethod": "PUT", "requestPath": "/a/b?c=d%20e",
        "requestHeaders": [{ "name": "x-appwrite-client-ip", "value": "127.0.0.1" }],
        "responseStatusCode": 200, "responseBody": execution["responseBody"],
        "responseHeaders": [
            { "name": "content-type", "value": "application/json" },
            { "name": "x-echo", "value": "yes" },
            { "name": "x-appwrite-execution-id", "value": id },
        ],
        "logs": "", "errors": "", "duration": execution["duration"], "scheduledAt": null,
    });
    assert_eq!(execution, expected);
    let heard = heard(&ana, asked).await;
    assert_eq!(
        (&heard["method"], &heard["path"], &heard["query"]),
        (&json!("PUT"), &json!("/a/b"), &json!("c=d%20e"))
    );
    assert_eq!((&heard["body"], &heard["headers"]["x-trace"]), (&json!("hello"), &json!("7")));
}

#[tokio::test]
async fn what_is_left_out_is_a_post_to_the_root() {
    let town = town().await;
    let heard = heard(&town.guest(), json!({})).await;
    assert_eq!((&heard["method"], &heard["path"], &heard["body"]), (&json!("POST"), &json!("/"), &json!("")));
}

#[tokio::test]
async fn a_refusal_of_the_functions_own_is_a_completed_execution_and_a_fault_a_failed_one() {
    let town = town().await;
    let key = town.key();
    for (path, status, code) in
        [("/status/404", "completed", 404), ("/status/499", "completed", 499), ("/status/503", "failed", 503)]
    {
        let execution = key.post(ECHO, json!({ "path": path })).await.ok(201);
        assert_eq!((&execution["status"], &execution["responseStatusCode"]), (&json!(status), &json!(code)));
    }
    let execution = key.post(ECHO, json!({ "path": "/panic" })).await.ok(201);
    assert_eq!((&execution["status"], &execution["responseStatusCode"]), (&json!("failed"), &json!(500)));
    assert_eq!(execution["responseBody"], "");
    assert_eq!(execution["logs"], "a line for the operator\n", "a key sees what the function wrote down");
    heard(&key, json!({})).await;
}

#[tokio::test]
async fn only_who_may_execute_a_function_can() {
    let town = town().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let ask = "/functions/safe/executions";
    ana.post(ask, json!({})).await.ok(201);
    town.key().post(ask, json!({})).await.ok(201);
    ben.post(ask, json!({})).await.refused(401, "user_unauthorized");
    town.guest().post(ask, json!({})).await.refused(401, "user_unauthorized");
    town.guest().post(ECHO, json!({})).await.ok(201);
}

#[tokio::test]
async fn a_function_that_is_not_there_is_not_found() {
    let town = town().await;
    let ana = town.user("ana").await;
    let ask = |id: &str| format!("/functions/{id}/executions");
    ana.post(&ask("nowhere"), json!({})).await.refused(404, "function_not_found");
    ana.post(&ask("off"), json!({})).await.refused(404, "function_not_found");
    town.key().post(&ask("off"), json!({})).await.ok(201);
    ana.post(&ask("absent"), json!({})).await.refused(404, "deployment_not_found");
    ana.post(&ask("-"), json!({})).await.refused(400, "general_argument_invalid");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    let town = town().await;
    let key = town.key();
    for bad in [
        json!({ "method": "CONNECT" }),
        json!({ "method": "get" }),
        json!({ "path": "/".repeat(2049) }),
        json!({ "body": 5 }),
        json!({ "async": "maybe" }),
        json!({ "headers": { "x-appwrite-user-id": "ben" } }),
        json!({ "headers": { "a b": "c" } }),
        json!({ "headers": "x" }),
    ] {
        key.post(ECHO, bad).await.refused(400, "general_argument_invalid");
    }
    assert_eq!(key.get(ECHO).await.ok(200)["total"], 0);
}

/// Answers when it is let go.
#[derive(Default)]
struct Patient {
    go: Notify,
}

impl Function for Patient {
    fn run(&self, _: Request) -> Running<'_> {
        Box::pin(async {
            self.go.notified().await;
            Response { status: 200, body: b"done".to_vec(), ..Response::default() }
        })
    }
}

#[tokio::test]
async fn who_does_not_want_to_wait_is_told_when_it_is_done() {
    let patient = Arc::new(Patient::default());
    let town = town_with("echo", patient.clone()).await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let mut hers = Socket::listening(&town, &ana, &["executions"]).await;
    let mut his = Socket::listening(&town, &ben, &["executions", "functions.echo"]).await;

    let accepted = ana.post(ECHO, json!({ "async": true })).await.ok(202);
    assert_eq!((&accepted["status"], &accepted["responseStatusCode"]), (&json!("waiting"), &json!(0)));
    let id = accepted["$id"].as_str().unwrap();
    let one = format!("{ECHO}/{id}");
    assert_eq!(hers.event(&format!("functions.echo.executions.{id}.create")).await["payload"], accepted);
    assert_eq!(ana.get(&one).await.ok(200), accepted);
    town.key().delete(&one).await.refused(400, "execution_in_progress");

    town.pass(Duration::from_secs(1));
    patient.go.notify_one();
    let done = hers.event(&format!("functions.echo.executions.{id}.update")).await["payload"].clone();
    assert_eq!((&done["status"], &done["responseStatusCode"]), (&json!("completed"), &json!(200)));
    assert_eq!(done["responseBody"], "", "the answer itself is not kept");
    assert_eq!(ana.get(&one).await.ok(200), done);
    assert_ne!(done["$updatedAt"], accepted["$updatedAt"]);
    his.hears_nothing().await;
}

#[tokio::test]
async fn an_execution_is_remembered_even_if_its_caller_hangs_up() {
    let patient = Arc::new(Patient::default());
    let town: Town = town_with("echo", patient.clone()).await;
    let ana = town.user("ana").await;
    let impatient = ana.request(reqwest::Method::POST, ECHO).json(&json!({}));
    let impatient = impatient.timeout(Duration::from_millis(200)).send().await;
    assert!(impatient.unwrap_err().is_timeout());
    patient.go.notify_one();
    while town.key().get(ECHO).await.ok(200)["total"] == 0 {
        tokio::task::yield_now().await;
    }
}
