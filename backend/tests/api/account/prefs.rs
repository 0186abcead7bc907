//! `/account/prefs`.

use serde_json::json;

use crate::town::Town;

#[tokio::test]
async fn preferences_are_replaced_as_a_whole_and_come_back_as_they_were() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    assert_eq!(ana.get("/account/prefs").await.ok(200), json!({}));
    let prefs = json!({ "theme": "dark", "nested": { "n": [1, 2.5, null] } });
    let account = ana.patch("/account/prefs", json!({ "prefs": prefs })).await.ok(200);
    assert_eq!(account["prefs"], prefs);
    ana.patch("/account/prefs", json!({ "prefs": { "one": 1 } })).await.ok(200);
    assert_eq!(ana.get("/account/prefs").await.ok(200), json!({ "one": 1 }));
}

#[tokio::test]
async fn what_is_no_object_or_too_large_is_refused() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    for bad in [json!("text"), json!([1]), json!({ "big": "x".repeat(65_535) })] {
        ana.patch("/account/prefs", json!({ "prefs": bad })).await.refused(400, "general_argument_invalid");
    }
    town.guest().get("/account/prefs").await.refused(401, "general_unauthorized_scope");
}
