//! `PATCH /account/name`.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn a_name_can_be_changed_but_not_emptied() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let account = ana.patch("/account/name", json!({ "name": "Ana Ban" })).await.ok(200);
    assert_eq!(account["name"], "Ana Ban");
    for bad in [json!(""), json!("x".repeat(129)), json!(5)] {
        ana.patch("/account/name", json!({ "name": bad })).await.refused(400, "general_argument_invalid");
    }
    assert_eq!(ana.get("/account").await.ok(200)["name"], "Ana Ban");
}
