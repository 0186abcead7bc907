//! `PUT /presences/{presenceId}`.

use std::time::Duration;

use serde_json::json;

use super::said_for;
use crate::town::Town;

/// ER-1: metadata that says nothing is an empty object.
#[tokio::test]
async fn what_is_left_out_falls_back_to_its_default() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let full = json!({
        "status": "online", "expiresAt": town.now().plus_seconds(60), "metadata": { "lat": 1.5, "deep": { "e": {} } },
        "permissions": ["write(\"user:ana\")", "read(\"users\")", "read(\"users\")"],
    });
    let first = ana.put("/presences/p-ana", full).await.ok(200);
    assert_eq!(
        first,
        json!({
            "$id": "p-ana", "$createdAt": town.now(), "$updatedAt": town.now(),
            "$permissions": ["delete(\"user:ana\")", "read(\"users\")", "update(\"user:ana\")"],
            "userId": "ana", "status": "online", "source": "rest", "expiresAt": town.now().plus_seconds(60),
            "metadata": { "lat": 1.5, "deep": { "e": {} } },
        })
    );
    let began = town.now();
    town.pass(Duration::from_secs(1));
    let second = ana.put("/presences/p-ana", json!({ "status": "away", "metadata": null })).await.ok(200);
    assert_eq!(
        second,
        json!({
            "$id": "p-ana", "$createdAt": began, "$updatedAt": town.now(),
            "$permissions": [
                "delete(\"user:ana\")", "read(\"user:ana\")", "update(\"user:ana\")", "write(\"user:ana\")",
            ],
            "userId": "ana", "status": "away", "source": "rest", "expiresAt": town.now().plus_seconds(900),
            "metadata": {},
        })
    );
}

/// ER-3: another person's id is a conflict, for keys too.
#[tokio::test]
async fn a_person_has_one_record_whatever_id_is_asked_for() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    ana.put("/presences/one", json!({ "status": "a" })).await.ok(200);
    assert_eq!(ana.put("/presences/two", json!({ "status": "b" })).await.ok(200)["$id"], "one");
    ana.get("/presences/two").await.refused(404, "presence_not_found");
    ben.put("/presences/one", json!({ "status": "c" })).await.refused(409, "presence_already_exists");
    let by_key = town.key().put("/presences/one", said_for("ben", &[])).await;
    by_key.refused(409, "presence_already_exists");
    assert_eq!(town.key().get("/presences").await.ok(200)["total"], 1);
}

#[tokio::test]
async fn twenty_at_once_are_still_one_record() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let mut all = tokio::task::JoinSet::new();
    for number in 0..20 {
        let ana = ana.clone();
        all.spawn(async move { ana.put(&format!("/presences/p{number}"), json!({ "status": "x" })).await });
    }
    let ids: std::collections::HashSet<String> =
        all.join_all().await.into_iter().map(|answer| answer.ok(200)["$id"].to_string()).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(town.key().get("/presences").await.ok(200)["total"], 1);
}

/// ER-4
#[tokio::test]
async fn an_expired_record_pins_neither_person_nor_id() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    let short = |status| json!({ "status": status, "expiresAt": town.now().plus_seconds(5) });
    ana.put("/presences/one", short("a")).await.ok(200);
    town.pass(Duration::from_secs(5));
    assert_eq!(ben.put("/presences/one", short("b")).await.ok(200)["userId"], "ben");
    assert_eq!(ana.put("/presences/two", short("c")).await.ok(200)["$id"], "two");
}

#[tokio::test]
async fn a_key_names_the_person_and_a_person_never_does() {
    let town = Town::new().await;
    let (key, ana) = (town.key(), town.user("ana").await);
    key.put("/presences/p", json!({ "status": "x" })).await.refused(400, "general_bad_request");
    key.put("/presences/p", said_for("nobody", &[])).await.refused(404, "user_not_found");
    ana.put("/presences/p", said_for("ana", &[])).await.refused(401, "general_unauthorized_scope");
    let guest = town.guest().put("/presences/p", json!({ "status": "x" })).await;
    guest.refused(401, "general_unauthorized_scope");
    assert_eq!(key.put("/presences/p", said_for("ana", &[])).await.ok(200)["userId"], "ana");
}

#[tokio::test]
async fn what_is_not_a_presence_is_refused() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let missing = ana.put("/presences/p", json!({})).await.refused(400, "general_argument_invalid");
    assert_eq!(missing, "Param \"status\" is not optional.");
    let late = town.now().plus_seconds(30 * 24 * 3600);
    for (name, value) in [
        ("status", json!("")),
        ("status", json!("x".repeat(257))),
        ("status", json!(1)),
        ("expiresAt", json!("soon")),
        ("expiresAt", json!("12026-05-26T09:00:00.000+00:00")),
        ("expiresAt", json!(town.now().plus_seconds(-1))),
        ("expiresAt", json!(late.plus_seconds(1))),
        ("metadata", json!("text")),
        ("metadata", json!([1])),
        ("permissions", json!("read(\"users\")")),
        ("permissions", json!(["create(\"users\")"])),
        ("permissions", json!(["read(nobody)"])),
        ("permissions", json!(vec!["read(\"users\")"; 101])),
    ] {
        let mut body = json!({ "status": "online" });
        body[name] = value;
        let message = ana.put("/presences/p", body.clone()).await.refused(400, "general_argument_invalid");
        assert!(message.starts_with(&format!("Invalid `{name}` param: ")), "{message}");
    }
    for id in ["unique()", ".p", &"x".repeat(37)] {
        let answer = ana.put(&format!("/presences/{id}"), json!({ "status": "online" })).await;
        answer.refused(400, "general_argument_invalid");
    }
    let large = json!({ "status": "online", "metadata": { "x": "y".repeat(65_528) } });
    ana.put("/presences/p", large).await.refused(400, "document_invalid_structure");
    let just_fits =
        json!({ "status": "x".repeat(256), "expiresAt": late, "metadata": { "x": "y".repeat(65_527) } });
    ana.put("/presences/p", just_fits).await.ok(200);
}

/// ER-2: the documentation has 256, and characters are counted, not bytes.
#[tokio::test]
async fn a_status_has_one_to_two_hundred_and_fifty_six_characters() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    for status in ["x".to_owned(), "x".repeat(255), "x".repeat(256), "ü".repeat(256)] {
        let said = ana.put("/presences/ana", json!({ "status": status })).await.ok(200);
        assert_eq!(said["status"], json!(status));
    }
    for status in [String::new(), "x".repeat(257), "ü".repeat(257)] {
        let refused = ana.put("/presences/ana", json!({ "status": status })).await;
        refused.refused(400, "general_argument_invalid");
    }
}

#[tokio::test]
async fn a_token_and_an_account_without_a_name_speak_as_whom_they_stand_for() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let jwt = ana.post("/account/jwts", json!({})).await.ok(201)["jwt"].as_str().unwrap().to_owned();
    let by_token = town.guest().with("x-appwrite-jwt", &jwt);
    let said = by_token.put("/presences/ana", json!({ "status": "x", "unknown": 1 })).await.ok(200);
    assert_eq!(said["userId"], "ana");
    by_token.put("/presences/ana", said_for("ana", &[])).await.refused(401, "general_unauthorized_scope");

    let session = town.guest().post("/account/sessions/anonymous", json!({})).await;
    let cookie = session.cookies()[0].split(';').next().unwrap().to_owned();
    let nobody = town.guest().with("cookie", &cookie);
    let said = nobody.put("/presences/nobody", json!({ "status": "x" })).await.ok(200);
    assert_eq!(said["userId"], session.json()["userId"]);
}

#[tokio::test]
async fn people_hand_on_only_roles_of_their_own_and_need_update_to_say_it_again() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let foreign = json!({ "status": "x", "permissions": ["read(\"user:ben\")"] });
    ana.put("/presences/p", foreign).await.refused(401, "user_unauthorized");
    let locked = json!({ "status": "x", "permissions": ["read(\"users\")"] });
    ana.put("/presences/p", locked.clone()).await.ok(200);
    ana.put("/presences/p", locked).await.refused(401, "user_unauthorized");
    town.key().put("/presences/p", said_for("ana", &["user:ben"])).await.ok(200);
}

#[tokio::test]
async fn the_roles_of_ones_own_are_those_one_has_right_now() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    town.key().put("/users/ana/labels", json!({ "labels": ["vip"] })).await.ok(200);
    let say = async |role: &str| {
        let own = ["read", "update"].map(|action| format!("{action}(\"user:ana\")"));
        let permissions = [&own[..], &[format!("read(\"{role}\")")]].concat();
        ana.put("/presences/ana", json!({ "status": "x", "permissions": permissions })).await
    };
    for role in ["any", "users", "users/unverified", "user:ana", "user:ana/unverified", "label:vip"] {
        say(role).await.ok(200);
    }
    let foreign = [
        "guests",
        "users/verified",
        "user:ben",
        "user:ana/verified",
        "label:other",
        "team:t",
        "team:t/owner",
        "member:m",
    ];
    for role in foreign {
        let message = say(role).await.refused(401, "user_unauthorized");
        assert!(message.starts_with("Permissions must be one of: ("), "{message}");
    }
}

#[tokio::test]
async fn nobody_hears_what_nobody_may_read_and_a_key_still_sees_it() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    ana.put("/presences/p", json!({ "status": "x", "permissions": [] })).await.ok(200);
    ana.get("/presences/p").await.refused(404, "presence_not_found");
    assert_eq!(town.key().get("/presences/p").await.ok(200)["$permissions"], json!([]));
}
