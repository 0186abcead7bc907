//! `POST /account/sessions/anonymous`.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn anybody_can_be_somebody_new() {
    let town = Town::new().await;
    let answer = town.guest().post("/account/sessions/anonymous", json!({})).await;
    assert_eq!(answer.cookies().len(), 2);
    let session = answer.ok(201);
    assert_eq!(session["provider"], "anonymous");
    assert_eq!(session["providerUid"], "");
    assert_eq!(session["factors"], json!(["anonymous"]));
    let user = town.key().get(&format!("/users/{}", session["userId"].as_str().unwrap())).await.ok(200);
    assert_eq!((user["name"].as_str(), user["email"].as_str()), (Some(""), Some("")));
    assert_eq!(user["targets"], json!([]));
    let other = town.guest().post("/account/sessions/anonymous", json!({})).await.ok(201);
    assert_ne!(other["userId"], session["userId"]);
}

#[tokio::test]
async fn who_is_somebody_stays_who_they_are() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    ana.post("/account/sessions/anonymous", json!({})).await.refused(401, "user_session_already_exists");
}
