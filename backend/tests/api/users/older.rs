//! What programs written before 1.9 are told of people.

use serde_json::{Value, json};

use crate::town::Town;

fn speaks_of_impersonation(person: &Value) -> bool {
    person.get("impersonator").is_some() || person.get("impersonatorUserId").is_some()
}

#[tokio::test]
async fn who_announces_an_older_format_hears_nothing_of_impersonation() {
    let town = Town::new().await;
    let ana = town.member("ana").await;
    for (format, told) in [("1.8.0", false), ("1.8.99", false), ("1.9.0", true), ("2.0.0", true), ("x", true)]
    {
        let (key, ana) = (town.key(), ana.with("x-appwrite-response-format", format));
        let key = key.with("x-appwrite-response-format", format);
        let list = key.get("/users").await.ok(200);
        for person in [
            &ana.get("/account").await.ok(200),
            &ana.patch("/account/name", json!({ "name": "Ana" })).await.ok(200),
            &key.get("/users/ana").await.ok(200),
            &list["users"][0],
        ] {
            assert_eq!(speaks_of_impersonation(person), told, "{format}");
            assert_eq!((&person["$id"], &person["email"]), (&json!("ana"), &json!("ana@town.test")));
        }
        assert_eq!(list["total"], 1);
    }
}

#[tokio::test]
async fn what_somebody_keeps_under_the_same_name_is_theirs() {
    let town = Town::new().await;
    let ana = town.user("ana").await.with("x-appwrite-response-format", "1.8.0");
    let prefs = json!({ "impersonator": "a hobby" });
    let account = ana.patch("/account/prefs", json!({ "prefs": prefs })).await.ok(200);
    assert_eq!(account["prefs"], prefs);
    assert_eq!(ana.get("/account/prefs").await.ok(200), prefs);
    let refused = ana.get("/account/sessions/nowhere").await;
    refused.refused(404, "user_session_not_found");
}
