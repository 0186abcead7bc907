//! Who may do what: the bucket's permissions, the file's, and whether the file's count.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    storage::{bucket, form, picture},
    town::{Somebody, Town},
};

/// A bucket with these permissions, and in it one file with these.
async fn file(town: &Town, id: &str, bucket_grants: Value, security: bool, file_grants: &[&str]) -> String {
    let settings = json!({ "permissions": bucket_grants, "fileSecurity": security });
    let files = bucket(town, id, settings).await;
    let sent = form("cat", "cat.jpg", picture(9), Some(file_grants));
    Somebody::answer(town.key().request(Method::POST, &files).multipart(sent)).await.ok(201);
    files
}

#[tokio::test]
async fn reading_follows_the_bucket_or_where_they_count_the_files_own_permissions() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let own = ["read(\"user:ana\")"];
    // Where nothing could be open to her she is told so; elsewhere a file she may not read is not there.
    let cases = [
        ("a", json!(["read(\"users\")"]), false, &[][..], (200, 200, 1)),
        ("b", json!(["read(\"users\")"]), true, &[], (200, 200, 1)),
        ("c", json!([]), false, &own[..], (401, 401, 0)),
        ("d", json!([]), true, &own, (200, 200, 1)),
        ("e", json!([]), true, &["read(\"user:ben\")"], (404, 200, 0)),
    ];
    for (id, bucket_grants, security, file_grants, (one, list, total)) in cases {
        let files = file(&town, id, bucket_grants, security, file_grants).await;
        for path in ["cat", "cat/view", "cat/download"] {
            assert_eq!(ana.get(&format!("{files}/{path}")).await.status, one, "{id} {path}");
        }
        let answer = ana.get(&files).await;
        assert_eq!(answer.status, list, "{id}");
        if list == 200 {
            assert_eq!(answer.json()["total"], total, "{id}");
        }
        assert_eq!(town.key().get(&format!("{files}/cat/view")).await.status, 200, "{id}");
    }
}

#[tokio::test]
async fn changing_and_deleting_need_their_own_permission_and_not_that_of_reading() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let own = ["update(\"user:ana\")", "delete(\"user:ana\")"];
    let cases = [
        ("a", json!(["write(\"users\")"]), false, &[][..], 200, 204),
        ("b", json!([]), false, &own[..], 401, 401),
        ("c", json!([]), true, &own, 200, 204),
        ("d", json!(["read(\"any\")"]), true, &["read(\"user:ana\")"], 401, 401),
        ("e", json!(["update(\"users\")"]), true, &[], 200, 401),
    ];
    for (id, bucket_grants, security, file_grants, put, delete) in cases {
        let files = file(&town, id, bucket_grants, security, file_grants).await;
        let one = format!("{files}/cat");
        assert_eq!(ana.put(&one, json!({ "name": "dog.jpg" })).await.status, put, "{id}");
        assert_eq!(ana.delete(&one).await.status, delete, "{id}");
        let nowhere = ana.delete(&format!("{files}/nowhere")).await.status;
        let could_be = security || delete == 204;
        assert_eq!(nowhere, if could_be { 404 } else { 401 }, "{id}");
    }
}

#[tokio::test]
async fn a_file_can_be_for_people_with_a_label_or_a_verified_address() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    for (id, grant) in [("labelled", "read(\"label:vip\")"), ("verified", "read(\"users/verified\")")] {
        let files = file(&town, id, json!([]), true, &[grant]).await;
        ana.get(&format!("{files}/cat")).await.refused(404, "storage_file_not_found");
        town.key().put("/users/ana/labels", json!({ "labels": ["vip"] })).await.ok(200);
        town.key().patch("/users/ana/verification", json!({ "emailVerification": true })).await.ok(200);
        ana.get(&format!("{files}/cat")).await.ok(200);
        town.key().put("/users/ana/labels", json!({ "labels": [] })).await.ok(200);
        town.key().patch("/users/ana/verification", json!({ "emailVerification": false })).await.ok(200);
        ana.get(&format!("{files}/cat")).await.refused(404, "storage_file_not_found");
    }
}
