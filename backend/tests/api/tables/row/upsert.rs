//! `PUT …/rows/:row`.

use std::time::Duration;

use serde_json::json;

use super::{NOTES, note};
use crate::town::{START, Town};

#[tokio::test]
async fn what_is_not_there_is_made_and_what_is_there_is_changed() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let path = format!("{NOTES}/n1");
    let made = ana.put(&path, json!({ "data": { "title": "a", "stars": 1 } })).await.ok(200);
    assert_eq!(made["$permissions"].as_array().unwrap().len(), 3);
    town.pass(Duration::from_secs(5));
    let changed = ana.put(&path, json!({ "data": { "title": "b" } })).await.ok(200);
    assert_eq!((&changed["title"], &changed["stars"]), (&json!("b"), &json!(1)));
    assert_eq!((&changed["$sequence"], &changed["$createdAt"]), (&made["$sequence"], &json!(START)));
    assert_eq!(changed["$permissions"], made["$permissions"]);
    assert_eq!(changed["$updatedAt"], town.now().to_string());
}

#[tokio::test]
async fn it_asks_for_the_rights_of_what_it_does() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    note(&ana, "n1", "x").await.ok(201);
    let data = || json!({ "data": { "title": "y" } });
    ben.put(&format!("{NOTES}/n1"), data()).await.refused(401, "user_unauthorized");
    town.guest().put(&format!("{NOTES}/n2"), data()).await.refused(401, "user_unauthorized");
    ana.put(&format!("{NOTES}/unique()"), data()).await.refused(400, "general_argument_invalid");
    ana.put(&format!("{NOTES}/n3"), json!({ "data": { "stars": 1 } }))
        .await
        .refused(400, "row_invalid_structure");
}
