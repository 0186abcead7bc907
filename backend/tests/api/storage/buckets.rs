//! `/storage/buckets`.

use backend::Deployment;
use reqwest::Method;
use serde_json::{Value, json};

use super::{bucket, form, on_disk, picture};
use crate::town::{Somebody, Town};

#[tokio::test]
async fn the_deployments_bucket_is_there_with_its_settings() {
    let town = Town::new().await;
    let bucket = town.key().get("/storage/buckets/pictures").await.ok(200);
    let expected = json!({
        "$id": "pictures", "$createdAt": crate::town::START, "$updatedAt": crate::town::START,
        "$permissions": ["create(\"users\")"], "fileSecurity": true, "name": "Pictures", "enabled": true,
        "maximumFileSize": 10_485_760, "allowedFileExtensions": ["jpg", "jpeg", "png", "gif", "webp"],
        "compression": "none", "encryption": true, "antivirus": true, "transformations": true, "totalSize": 0,
    });
    assert_eq!(bucket, expected);
    let town = town.restarted().await;
    assert_eq!(
        town.key().get("/storage/buckets/pictures").await.ok(200),
        expected,
        "a start changes nothing"
    );
}

#[tokio::test]
async fn a_start_brings_a_buckets_settings_up_to_date_with_the_deployment() {
    let deployed = |settings: Value| {
        let mut bucket = json!({ "$id": "pictures", "name": "Pictures" });
        bucket.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
        let deployment = json!({ "projectId": crate::town::PROJECT, "buckets": [bucket] });
        Deployment::parse(&deployment.to_string())
    };
    let town = Town::with(|config| config.deployment = deployed(json!({})).unwrap()).await;
    let bucket = async |town: &Town| town.key().get("/storage/buckets/pictures").await.ok(200);
    assert_eq!(bucket(&town).await["compression"], "none");
    let settings = json!({ "compression": "gzip", "transformations": false });
    let town = town.restarted_with(|config| config.deployment = deployed(settings).unwrap()).await;
    let changed = bucket(&town).await;
    assert_eq!((&changed["compression"], &changed["transformations"]), (&json!("gzip"), &json!(false)));
    assert!(deployed(json!({ "compression": "rar" })).is_err());
}

#[tokio::test]
async fn a_key_makes_lists_changes_and_deletes_buckets() {
    let town = Town::new().await;
    let key = town.key();
    let made = key.post("/storage/buckets", json!({ "bucketId": "b", "name": "B" })).await.ok(201);
    assert_eq!((&made["fileSecurity"], &made["encryption"]), (&json!(false), &json!(true)));
    assert_eq!((&made["maximumFileSize"], &made["$permissions"]), (&json!(30_000_000), &json!([])));
    let again = key.post("/storage/buckets", json!({ "bucketId": "b", "name": "B" })).await;
    again.refused(409, "storage_bucket_already_exists");

    let list = key.list("/storage/buckets", &[appwrite::Query::equal("name", "B")]).await.ok(200);
    assert_eq!((&list["total"], &list["buckets"]), (&json!(1), &json!([made])));
    assert_eq!(key.get("/storage/buckets?search=PICT").await.ok(200)["buckets"][0]["$id"], "pictures");

    let change =
        json!({ "name": "C", "permissions": ["read(\"any\")", "write(\"users\")"], "enabled": false });
    let changed = key.put("/storage/buckets/b", change).await.ok(200);
    let spelled = ["read(\"any\")", "create(\"users\")", "update(\"users\")", "delete(\"users\")"];
    assert_eq!((&changed["name"], &changed["$permissions"]), (&json!("C"), &json!(spelled)));
    assert_eq!(changed["encryption"], true, "what is not named stays");

    key.delete("/storage/buckets/b").await.ok(204);
    key.get("/storage/buckets/b").await.refused(404, "storage_bucket_not_found");
}

#[tokio::test]
async fn buckets_are_for_keys_and_their_settings_have_limits() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    ana.get("/storage/buckets").await.refused(401, "general_unauthorized_scope");
    ana.get("/storage/buckets/pictures").await.refused(401, "general_unauthorized_scope");
    ana.delete("/storage/buckets/pictures").await.refused(401, "general_unauthorized_scope");
    for bad in [
        json!({ "maximumFileSize": 30_000_001 }),
        json!({ "maximumFileSize": 0 }),
        json!({ "compression": "rar" }),
        json!({ "permissions": ["read(any)"] }),
        json!({ "allowedFileExtensions": vec!["x"; 101] }),
        json!({ "name": "" }),
        json!({ "bucketId": "-b" }),
    ] {
        let mut body = json!({ "bucketId": "b", "name": "B" });
        body.as_object_mut().unwrap().extend(bad.as_object().unwrap().clone());
        town.key().post("/storage/buckets", body).await.refused(400, "general_argument_invalid");
    }
}

#[tokio::test]
async fn a_bucket_that_is_switched_off_is_there_for_keys_alone() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let files = bucket(&town, "b", json!({ "permissions": ["read(\"any\")"] })).await;
    ana.get(&files).await.ok(200);
    town.key().put("/storage/buckets/b", json!({ "name": "B", "enabled": false })).await.ok(200);
    ana.get(&files).await.refused(404, "storage_bucket_not_found");
    town.key().get(&files).await.ok(200);
}

#[tokio::test]
async fn a_bucket_goes_with_every_byte_in_it() {
    let town = Town::new().await;
    let key = town.key();
    let files = bucket(&town, "b", json!({})).await;
    for id in ["one", "two"] {
        let sent = key.request(Method::POST, &files).multipart(form(id, "x", picture(10), None));
        Somebody::answer(sent).await.ok(201);
    }
    assert_eq!(key.get("/storage/buckets/b").await.ok(200)["totalSize"], 28);
    assert_eq!(on_disk(&town), 2);
    key.delete("/storage/buckets/b").await.ok(204);
    assert_eq!(on_disk(&town), 0);
    bucket(&town, "b", json!({})).await;
    assert_eq!(key.get(&files).await.ok(200)["total"], 0);
}
