//! `/functions`: which functions there are, by key.

use appwrite::Query;
use serde_json::{Value, json};

use super::{heard, town};
use crate::town::START;

fn shop() -> Value {
    json!({
        "functionId": "shop", "name": "Shop", "runtime": "node-22", "execute": ["users"], "events": [],
        "schedule": "0 3 * * *", "timeout": 60, "logging": false, "entrypoint": "main.js", "commands": "npm i",
        "scopes": ["users.read"], "specification": "s-1vcpu-1gb",
    })
}

#[tokio::test]
async fn a_function_is_defined_changed_listed_and_deleted() {
    let town = town().await;
    let key = town.key();
    let made = key.post("/functions", shop()).await.ok(201);
    let expected = json!({
        "$id": "shop", "$createdAt": START, "$updatedAt": START, "execute": ["users"], "name": "Shop",
        "enabled": true, "live": true, "logging": false, "runtime": "node-22", "deploymentRetention": 0,
        "deploymentId": "", "deploymentCreatedAt": "", "latestDeploymentId": "", "latestDeploymentCreatedAt": "",
        "latestDeploymentStatus": "", "scopes": ["users.read"], "vars": [], "events": [], "schedule": "0 3 * * *",
        "timeout": 60, "entrypoint": "main.js", "commands": "npm i", "version": "v5", "installationId": "",
        "providerRepositoryId": "", "providerBranch": "", "providerRootDirectory": "", "providerSilentMode": false,
        "providerBranches": [], "providerPaths": [], "buildSpecification": "s-1vcpu-1gb",
        "runtimeSpecification": "s-1vcpu-1gb",
    });
    assert_eq!(made, expected);
    assert_eq!(key.get("/functions/shop").await.ok(200), expected);
    key.post("/functions", shop()).await.refused(409, "function_already_exists");

    let changed = key.put("/functions/shop", json!({ "name": "Store", "timeout": 30 })).await.ok(200);
    let kept = ["runtime", "schedule", "execute"].map(|name| (&changed[name], &expected[name]));
    assert!(kept.iter().all(|(now, before)| now == before), "{changed}");
    assert_eq!((&changed["name"], &changed["timeout"]), (&json!("Store"), &json!(30)));
    key.put("/functions/none", json!({ "name": "None" })).await.refused(404, "function_not_found");

    let ids = |list: Value| -> Vec<String> {
        list["functions"].as_array().unwrap().iter().map(|one| one["$id"].as_str().unwrap().into()).collect()
    };
    assert_eq!(
        ids(key.get("/functions").await.ok(200)),
        ["echo", "safe", "members", "absent", "off", "hourly", "shop"]
    );
    assert_eq!(ids(key.get("/functions?search=STORE").await.ok(200)), ["shop"]);
    let scheduled = [Query::equal("timeout", 30), Query::equal("enabled", true)];
    assert_eq!(ids(key.list("/functions", &scheduled).await.ok(200)), ["shop"]);
    let deployed = key.list("/functions", &[Query::equal("deploymentId", "native")]).await.ok(200);
    assert_eq!(ids(deployed), ["echo", "safe", "members", "off"]);
    key.list("/functions", &[Query::equal("vars", "x")]).await.refused(400, "general_argument_invalid");

    key.delete("/functions/shop").await.ok(204);
    key.get("/functions/shop").await.refused(404, "function_not_found");
    key.delete("/functions/shop").await.refused(404, "function_not_found");
}

#[tokio::test]
async fn older_tools_know_one_specification() {
    let town = town().await;
    let older = town.key().with("x-appwrite-response-format", "1.8.0");
    let made = older.post("/functions", shop()).await.ok(201);
    assert_eq!(made["specification"], "s-1vcpu-1gb");
    assert!(made.get("runtimeSpecification").is_none() && made.get("buildSpecification").is_none());
    let list = older.get("/functions").await.ok(200);
    assert_eq!(list["functions"][0]["specification"], "s-1vcpu-512mb");
}

#[tokio::test]
async fn a_function_that_could_not_work_is_refused_by_its_fault() {
    let town = town().await;
    let key = town.key();
    for (member, bad) in [
        ("functionId", json!("-")),
        ("name", json!("")),
        ("runtime", json!("cobol-85")),
        ("execute", json!(["everybody"])),
        ("execute", json!("any")),
        ("schedule", json!("often")),
        ("timeout", json!(0)),
        ("timeout", json!(901)),
        ("specification", json!("s-64vcpu-64gb")),
        ("scopes", json!(vec!["users.read"; 101])),
    ] {
        let mut body = shop();
        body[member] = bad;
        let words = key.post("/functions", body).await.refused(400, "general_argument_invalid");
        assert!(words.contains(&format!("`{member}`")), "{words}");
    }
    let mut linked = shop();
    linked["providerRepositoryId"] = "1".into();
    key.post("/functions", linked).await.refused(501, "general_not_implemented");
    key.get("/functions/shop").await.refused(404, "function_not_found");
}

#[tokio::test]
async fn only_keys_define_functions() {
    let town = town().await;
    for somebody in [town.user("ana").await, town.guest()] {
        somebody.get("/functions").await.refused(401, "general_unauthorized_scope");
        somebody.get("/functions/echo").await.refused(401, "general_unauthorized_scope");
        somebody.post("/functions", shop()).await.refused(401, "general_unauthorized_scope");
        somebody.delete("/functions/echo").await.refused(401, "general_unauthorized_scope");
        somebody.get("/functions/echo/variables").await.refused(401, "general_unauthorized_scope");
        somebody.get("/functions/echo/deployments").await.refused(401, "general_unauthorized_scope");
    }
}

#[tokio::test]
async fn a_definition_of_a_native_handlers_id_is_what_makes_it_run() {
    let town = town().await;
    let (key, ana) = (town.key(), town.user("ana").await);
    let ask = "/functions/echo/executions";
    ana.post(ask, json!({})).await.ok(201);
    key.delete("/functions/echo").await.ok(204);
    ana.post(ask, json!({})).await.refused(404, "function_not_found");
    let body =
        json!({ "functionId": "echo", "name": "Echo", "runtime": "rust-1.83", "execute": ["user:ana"] });
    let made = key.post("/functions", body).await.ok(201);
    assert_eq!((&made["deploymentId"], &made["latestDeploymentStatus"]), (&json!("native"), &json!("ready")));
    assert_eq!(ana.get(ask).await.ok(200)["total"], 0, "what it did before it was deleted is forgotten");
    heard(&ana, json!({})).await;
    town.guest().post(ask, json!({})).await.refused(401, "user_unauthorized");
    key.put("/functions/echo", json!({ "name": "Echo", "enabled": false })).await.ok(200);
    ana.post(ask, json!({})).await.refused(404, "function_not_found");
}

#[tokio::test]
async fn what_keys_define_outlives_a_restart_and_what_the_deployment_says_holds_again() {
    let town = town().await;
    let key = town.key();
    key.post("/functions", shop()).await.ok(201);
    key.put("/functions/echo", json!({ "name": "Changed" })).await.ok(200);
    key.delete("/functions/safe").await.ok(204);
    let town = town.restarted_with(super::deployed("none", None)).await;
    let key = town.key();
    assert_eq!(key.get("/functions/shop").await.ok(200)["commands"], "npm i");
    assert_eq!(key.get("/functions/echo").await.ok(200)["name"], "Echo");
    key.get("/functions/safe").await.ok(200);
}

#[tokio::test]
async fn without_logging_nothing_that_a_function_writes_down_is_kept() {
    let town = town().await;
    let key = town.key();
    let ask = "/functions/echo/executions";
    assert_ne!(key.post(ask, json!({})).await.ok(201)["logs"], "");
    key.put("/functions/echo", json!({ "name": "Echo", "logging": false })).await.ok(200);
    assert_eq!(key.post(ask, json!({})).await.ok(201)["logs"], "");
}

#[tokio::test]
async fn runtimes_and_specifications_are_listed() {
    let town = town().await;
    let runtimes = town.key().get("/functions/runtimes").await.ok(200);
    let known = runtimes["runtimes"].as_array().unwrap();
    assert_eq!(runtimes["total"], known.len());
    assert!(["node-22", "rust-1.83"].iter().all(|id| known.iter().any(|runtime| runtime["$id"] == *id)));
    let sizes = town.key().get("/functions/specifications").await.ok(200);
    let slugs = sizes["specifications"].as_array().unwrap();
    assert!(slugs.iter().any(|size| size["slug"] == "s-1vcpu-512mb" && size["memory"] == 512));
    town.guest().get("/functions/runtimes").await.refused(401, "general_unauthorized_scope");
}
