//! `PUT …/files/{fileId}`.

use std::time::Duration;

use serde_json::json;

use crate::{
    storage::{FILES, picture, store},
    town::Town,
};

#[tokio::test]
async fn a_file_can_be_renamed_and_shared_and_its_bytes_stay() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let before = store(&ana, "cat", picture(9), None).await.ok(201);
    let one = format!("{FILES}/cat");
    town.pass(Duration::from_secs(1));
    let renamed = ana.put(&one, json!({ "name": "dog.jpg" })).await.ok(200);
    assert_eq!(renamed["name"], "dog.jpg");
    assert_eq!(renamed["$permissions"], before["$permissions"], "what is not named stays");
    assert_eq!(renamed["$createdAt"], before["$createdAt"]);
    assert_ne!(renamed["$updatedAt"], before["$updatedAt"]);

    ben.get(&one).await.refused(404, "storage_file_not_found");
    let refused = ana.put(&one, json!({ "permissions": ["read(\"user:ben\")"] })).await;
    refused.refused(401, "user_unauthorized");
    town.key().put(&one, json!({ "permissions": ["read(\"user:ben\")"] })).await.ok(200);
    assert_eq!(ben.get(&format!("{one}/view")).await.bytes, picture(9));
    assert_eq!(ben.get(FILES).await.ok(200)["total"], 1);
    ana.get(&one).await.refused(404, "storage_file_not_found");
    assert_eq!(ana.get(FILES).await.ok(200)["total"], 0);
    let bad = town.key().put(&one, json!({ "permissions": ["create(\"any\")"] })).await;
    bad.refused(400, "general_argument_invalid");
}
