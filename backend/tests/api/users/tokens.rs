//! `POST /users/{userId}/tokens`.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn a_token_is_as_long_and_lives_as_long_as_asked() {
    let town = Town::new().await;
    town.user("ana").await;
    let token = town.key().post("/users/ana/tokens", json!({})).await.ok(201);
    assert_eq!(token["secret"].as_str().unwrap().len(), 6);
    assert_eq!(token["userId"], "ana");
    assert_eq!(token["expire"], town.now().plus_seconds(900).to_string());
    let body = json!({ "length": 128, "expire": 60 });
    let token = town.key().post("/users/ana/tokens", body).await.ok(201);
    assert_eq!(token["secret"].as_str().unwrap().len(), 128);
    assert_eq!(token["expire"], town.now().plus_seconds(60).to_string());
    for bad in [json!({ "length": 3 }), json!({ "length": 129 }), json!({ "expire": 59 })] {
        town.key().post("/users/ana/tokens", bad).await.refused(400, "general_argument_invalid");
    }
    town.key().post("/users/zoe/tokens", json!({})).await.refused(404, "user_not_found");
}
