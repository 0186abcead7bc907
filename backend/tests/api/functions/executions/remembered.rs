//! `GET` and `DELETE /functions/{functionId}/executions…`.

use std::time::Duration;

use appwrite::Query;
use serde_json::json;

use super::ECHO;
use crate::functions::town;

#[tokio::test]
async fn people_find_their_own_executions_and_a_key_finds_all() {
    let town = town().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let hers = ana.post(ECHO, json!({ "path": "/a" })).await.ok(201);
    let his = ben.post(ECHO, json!({ "path": "/b" })).await.ok(201);
    town.guest().post(ECHO, json!({ "path": "/c" })).await.ok(201);

    let list = ana.get(ECHO).await.ok(200);
    assert_eq!((&list["total"], &list["executions"][0]["$id"]), (&json!(1), &hers["$id"]));
    assert_eq!(list["executions"][0]["responseBody"], "");
    let one = format!("{ECHO}/{}", his["$id"].as_str().unwrap());
    ana.get(&one).await.refused(404, "execution_not_found");
    ben.get(&one).await.ok(200);
    town.guest().get(ECHO).await.refused(401, "general_unauthorized_scope");
    let elsewhere = one.replace("echo", "safe");
    ben.get(&elsewhere).await.refused(404, "execution_not_found");

    let all = town.key().get(ECHO).await.ok(200);
    assert_eq!(all["total"], 3);
    assert_eq!(all["executions"][2]["$permissions"], json!([]), "a guest's are nobody's");
    let some = [Query::equal("requestPath", "/b"), Query::equal("status", "completed")];
    assert_eq!(town.key().list(ECHO, &some).await.ok(200)["executions"][0]["$id"], his["$id"]);
    town.key().list(ECHO, &[Query::equal("body", "x")]).await.refused(400, "general_argument_invalid");
}

#[tokio::test]
async fn what_a_function_wrote_down_is_for_keys() {
    let town = town().await;
    let ana = town.user("ana").await;
    let execution = ana.post(ECHO, json!({})).await.ok(201);
    assert_eq!(execution["logs"], "");
    let one = format!("{ECHO}/{}", execution["$id"].as_str().unwrap());
    assert_eq!(ana.get(&one).await.ok(200)["logs"], "");
    assert_eq!(town.key().get(&one).await.ok(200)["logs"], "a line for the operator\n");
}

#[tokio::test]
async fn older_sdks_find_the_function_under_its_older_name() {
    let town = town().await;
    let older = town.user("ana").await.with("x-appwrite-response-format", "1.9.5");
    let execution = older.post(ECHO, json!({})).await.ok(201);
    assert_eq!(execution["functionId"], "echo");
    assert!(execution.get("resourceId").is_none() && execution.get("resourceType").is_none());
    assert_eq!(older.get(ECHO).await.ok(200)["executions"][0]["functionId"], "echo");
    let newer = older.with("x-appwrite-response-format", "2.0.0");
    assert_eq!(newer.get(ECHO).await.ok(200)["executions"][0]["resourceId"], "echo");
}

#[tokio::test]
async fn a_key_forgets_one_execution_and_time_all_of_them() {
    let town = town().await;
    let ana = town.user("ana").await;
    let mut left = vec![];
    for _ in 0..2 {
        left.push(ana.post(ECHO, json!({})).await.ok(201)["$id"].as_str().unwrap().to_owned());
    }
    let one = format!("{ECHO}/{}", left[0]);
    ana.delete(&one).await.refused(401, "general_unauthorized_scope");
    town.key().delete(&one).await.ok(204);
    town.key().delete(&one).await.refused(404, "execution_not_found");
    assert_eq!(ana.get(ECHO).await.ok(200)["total"], 1);

    town.pass(Duration::from_secs(15 * 24 * 60 * 60));
    while town.key().get(ECHO).await.ok(200)["total"] != 0 {
        tokio::task::yield_now().await;
    }
}
