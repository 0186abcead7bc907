//! The seed, through the doors everybody uses.

use appwrite::{Client, client::Credential, transport::Http};
use serde_json::Value;

use crate::town::Instance;

/// Everything Alice and the key can see, with nothing that a clock moves.
async fn seen(at: &Instance, key: &str) -> String {
    let mut all = String::new();
    for path in [
        "/v1/users",
        "/v1/tablesdb/appchat-db/tables/snaps/rows",
        "/v1/tablesdb/appchat-db/tables/friendRequests/rows",
        "/v1/tablesdb/appchat-db/tables/friendships/rows",
        "/v1/storage/buckets/snaps/files",
        "/v1/presences",
    ] {
        let request = at.http.get(at.url(path)).header("x-appwrite-key", key);
        let answer = request.header("x-appwrite-project", "appchat").send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        all += &answer.text().await.unwrap();
    }
    all
}

#[tokio::test]
async fn seeding_fills_an_instance_once_and_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let key = backend::api_key_in(folder.path()).unwrap();
    let transport = Http::new(&town.url("/v1")).unwrap();
    let admin =
        Client::new(std::sync::Arc::new(transport), "appchat").with(Credential::Key(key.as_str().into()));

    server::seed::fill(&admin).await.unwrap();
    let first = seen(&town, &key).await;
    server::seed::fill(&admin).await.unwrap();
    assert_eq!(seen(&town, &key).await, first);

    // What they did themselves stays as well.
    let bob = town.sign_in("bob@example.com").await;
    let circle = bob.call(&town, "list_circle", &[]).await;
    let request = circle["incoming"][0]["request"].as_str().unwrap();
    bob.call(&town, "accept_request", &[("request", request)]).await;
    server::seed::fill(&admin).await.unwrap();
    let circle = bob.call(&town, "list_circle", &[]).await;
    assert_eq!(circle["incoming"], serde_json::json!([]), "nobody asks a friend");

    let alice = town.sign_in("alice@example.com").await;
    let opened = alice.open_snap(&town, "seed-bob-alice").await;
    assert_eq!(opened["responseStatusCode"], 200, "{opened}");
    let snaps = alice.call(&town, "list_snaps", &[]).await["snaps"].clone();
    assert!(snaps["seed-bob-alice"]["colour"].is_string(), "{snaps}");
    let roster: Value = alice.get(&town, "/v1/presences?project=appchat").await.json().await.unwrap();
    assert_eq!(roster["total"], 6, "Alice and five friends, and no stranger");
}
