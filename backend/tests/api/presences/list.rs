//! `GET /presences`.

use std::time::Duration;

use appwrite::Query;
use serde_json::{Value, json};

use super::said_for;
use crate::{
    realtime::socket::Socket,
    town::{Somebody, Town},
};

fn ids(page: &Value) -> Vec<&str> {
    page["presences"].as_array().unwrap().iter().map(|presence| presence["$id"].as_str().unwrap()).collect()
}

async fn crowd(town: &Town, names: &[&str], readers: &[&str]) {
    for name in names {
        town.user(name).await;
        town.key().put(&format!("/presences/{name}"), said_for(name, readers)).await.ok(200);
    }
}

#[tokio::test]
async fn a_list_holds_who_may_be_seen_in_the_order_they_came() {
    let town = Town::new().await;
    crowd(&town, &["cid", "ana"], &["user:eve"]).await;
    crowd(&town, &["ben"], &["users"]).await;
    crowd(&town, &["dan"], &[]).await;
    let (eve, fay) = (town.user("eve").await, town.user("fay").await);
    let page = eve.get("/presences").await.ok(200);
    assert_eq!((ids(&page), &page["total"]), (vec!["cid", "ana", "ben"], &json!(3)));
    let page = fay.get("/presences").await.ok(200);
    assert_eq!((ids(&page), &page["total"]), (vec!["ben"], &json!(1)));
    let page = town.key().get("/presences").await.ok(200);
    assert_eq!(ids(&page), ["cid", "ana", "ben", "dan"]);
    town.guest().get("/presences").await.refused(401, "general_unauthorized_scope");
    assert_eq!(eve.get("/presences?total=false").await.ok(200)["total"], 0);
}

#[tokio::test]
async fn lists_are_filtered_ordered_and_cut_by_queries() {
    let town = Town::new().await;
    crowd(&town, &["ana", "ben", "cid"], &["users"]).await;
    town.key().patch("/presences/ben", json!({ "status": "away" })).await.ok(200);
    let eve = town.user("eve").await;
    let found = async |queries: &[Query]| eve.list("/presences", queries).await.ok(200);
    assert_eq!(ids(&found(&[Query::equal("status", "online")]).await), ["ana", "cid"]);
    assert_eq!(ids(&found(&[Query::one_of("userId", ["ben", "cid", "dan"])]).await), ["ben", "cid"]);
    assert_eq!(ids(&found(&[Query::order_desc("userId"), Query::limit(2)]).await), ["cid", "ben"]);
    let after = found(&[Query::cursor_after("ana"), Query::limit(1)]).await;
    assert_eq!((ids(&after), &after["total"]), (vec!["ben"], &json!(3)));
    for (query, kind) in [
        (Query::equal("metadata", "x"), "general_argument_invalid"),
        (Query::equal("hostname", "x"), "general_argument_invalid"),
        (Query::parse(r#"{"method":"select","values":["status"]}"#).unwrap(), "general_argument_invalid"),
        (Query::cursor_after("nobody"), "general_cursor_not_found"),
    ] {
        eve.list("/presences", &[query]).await.refused(400, kind);
    }
    town.key().patch("/presences/ana", json!({ "permissions": [] })).await.ok(200);
    let unreadable = eve.list("/presences", &[Query::cursor_after("ana")]).await;
    unreadable.refused(400, "general_cursor_not_found");
}

#[tokio::test]
async fn a_page_holds_twenty_five_unless_asked_otherwise() {
    let town = Town::new().await;
    let names: Vec<String> = (0..27).map(|number| format!("u{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    crowd(&town, &names, &["users"]).await;
    let eve = town.user("eve").await;
    let page = eve.get("/presences").await.ok(200);
    assert_eq!((ids(&page).len(), &page["total"]), (25, &json!(27)));
    assert_eq!(ids(&eve.list("/presences", &[Query::limit(100)]).await.ok(200)).len(), 27);
}

#[tokio::test]
async fn a_list_may_be_old_for_those_who_say_so_until_something_is_deleted() {
    let town = Town::new().await;
    crowd(&town, &["ana", "ben"], &["users"]).await;
    let (eve, key) = (town.user("eve").await, town.key());
    let ask = async || {
        let answer = eve.get("/presences?ttl=60").await;
        let met = answer.header("x-appwrite-cache").to_owned();
        let total = answer.ok(200)["total"].as_i64().unwrap();
        (met, total)
    };
    let answer = |met: &str, total| (met.to_owned(), total);
    assert_eq!(ask().await, answer("miss", 2));
    assert_eq!(ask().await, answer("hit", 2));
    crowd(&town, &["cid"], &["users"]).await;
    assert_eq!(ask().await, answer("hit", 2), "saying something purges nothing");
    assert_eq!(eve.get("/presences").await.ok(200)["total"], 3);
    key.patch("/presences/cid", json!({ "purge": true })).await.ok(200);
    assert_eq!(ask().await, answer("miss", 3));
    key.delete("/presences/cid").await.ok(204);
    assert_eq!(ask().await, answer("miss", 2));
    town.pass(Duration::from_secs(60));
    assert_eq!(ask().await, answer("miss", 2));
    assert!(eve.get("/presences").await.headers.get("x-appwrite-cache").is_none());
    for ttl in ["86401", "-1", "soon"] {
        eve.get(&format!("/presences?ttl={ttl}")).await.refused(400, "general_argument_invalid");
    }
    eve.get("/presences?ttl=86400").await.ok(200);
}

/// ER-5: an end empties the kept lists, and no kept list shows anybody past theirs.
#[tokio::test]
async fn a_kept_list_holds_nobody_who_is_gone() {
    let town = Town::new().await;
    crowd(&town, &["ana", "ben"], &["users"]).await;
    let eve = town.user("eve").await;
    let ask = async || {
        let answer = eve.get("/presences?ttl=3600").await;
        (answer.header("x-appwrite-cache").to_owned(), answer.ok(200)["total"].as_i64().unwrap())
    };
    let ends = json!({ "expiresAt": town.now().plus_seconds(60) });
    town.key().patch("/presences/ana", ends).await.ok(200);
    assert_eq!(ask().await, ("miss".to_owned(), 2));
    assert_eq!(ask().await, ("hit".to_owned(), 2));
    town.pass(Duration::from_secs(60));
    assert_eq!(ask().await, ("miss".to_owned(), 1));
    // So does the goodbye of a socket, and that of a person.
    for last in ["socket", "person"] {
        let fay = town.user(last).await;
        let mut socket = Socket::of(&town, &fay).await;
        let permissions = ["read(\"users\")", "update(\"users\")"];
        let words = json!({ "status": "x", "presenceId": last, "permissions": permissions });
        socket.ask("presence", words).await;
        town.key().patch("/presences/ben", json!({ "purge": true })).await.ok(200);
        assert_eq!(ask().await, ("miss".to_owned(), 2));
        assert_eq!(ask().await, ("hit".to_owned(), 2));
        match last {
            "socket" => socket.close().await,
            _ => drop(town.key().delete("/users/person").await.ok(204)),
        }
        // What is written next stands behind the goodbye.
        town.user(&format!("after-{last}")).await;
        assert_eq!(ask().await, ("miss".to_owned(), 1), "{last}");
    }
}

#[tokio::test]
async fn a_kept_list_is_shown_to_nobody_with_other_eyes() {
    let town = Town::new().await;
    crowd(&town, &["ana"], &["user:eve"]).await;
    let (eve, fay) = (town.user("eve").await, town.user("fay").await);
    let ask = async |who: &Somebody, more: &str| {
        let answer = who.get(&format!("/presences?ttl=60{more}")).await;
        (answer.header("x-appwrite-cache").to_owned(), answer.ok(200)["total"].as_i64().unwrap())
    };
    for (who, more, met, total) in [
        (&eve, "", "miss", 1),
        (&fay, "", "miss", 0),
        (&town.key(), "", "miss", 1),
        (&eve, "&queries[0]={\"method\":\"limit\",\"values\":[1]}", "miss", 1),
        (&eve, "&total=false", "hit", 0),
        (&eve, "", "hit", 1),
        (&fay, "", "hit", 0),
    ] {
        assert_eq!(ask(who, more).await, (met.to_owned(), total), "{more}");
    }
}

#[tokio::test]
async fn a_total_tells_nothing_of_whom_one_may_not_see() {
    let town = Town::new().await;
    crowd(&town, &["ana"], &["user:ana"]).await;
    let eve = town.user("eve").await;
    for query in [Query::equal("userId", "ana"), Query::equal("$id", "ana"), Query::equal("status", "online")]
    {
        let page = eve.list("/presences", &[query]).await.ok(200);
        assert_eq!(page, json!({ "total": 0, "presences": [] }));
    }
}
