//! `GET …/rows`.

use std::time::Duration;

use appwrite::Query;
use serde_json::json;

use super::{BOARD, NOTES, ids, note, shared};
use crate::town::Town;

#[tokio::test]
async fn everybody_sees_and_counts_only_what_they_may_read() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    note(&ana, "hers", "x").await.ok(201);
    note(&ben, "his", "x").await.ok(201);
    shared(&town.key(), "both", &["read(\"user:ana\")", "read(\"users\")"]).await;
    shared(&town.key(), "all", &["read(\"any\")"]).await;
    shared(&town.key(), "none", &[]).await;

    let seen = ana.get(NOTES).await.ok(200);
    assert_eq!((ids(&seen), &seen["total"]), (vec!["hers", "both", "all"], &json!(3)));
    assert_eq!(ids(&ben.get(NOTES).await.ok(200)), ["his", "both", "all"]);
    assert_eq!(ids(&town.guest().get(NOTES).await.ok(200)), ["all"]);
    assert_eq!(town.key().get(NOTES).await.ok(200)["total"], 5);
    assert_eq!(town.key().get(&format!("{NOTES}?total=false")).await.ok(200)["total"], 0);

    let found = ana.list(NOTES, &[Query::one_of("$id", ["hers", "his", "all"])]).await.ok(200);
    assert_eq!((ids(&found), &found["total"]), (vec!["hers", "all"], &json!(2)));
}

#[tokio::test]
async fn a_reader_who_is_taken_off_no_longer_finds_the_row() {
    let town = Town::new().await;
    let ben = town.user("ben").await;
    shared(&town.key(), "n1", &["read(\"user:ben\")"]).await;
    assert_eq!(ids(&ben.get(NOTES).await.ok(200)), ["n1"]);
    let nobody = json!({ "permissions": [] });
    town.key().patch(&format!("{NOTES}/n1"), nobody).await.ok(200);
    assert_eq!(ben.get(NOTES).await.ok(200)["total"], 0);
}

#[tokio::test]
async fn a_table_nobody_may_read_is_refused_and_one_that_all_may_read_shows_everything() {
    let town = Town::new().await;
    let post = json!({ "rowId": "b1", "data": { "text": "x" } });
    town.key().post(BOARD, post).await.ok(201);
    assert_eq!(ids(&town.guest().get(BOARD).await.ok(200)), ["b1"]);
    town.key().put("/tablesdb/hall/tables/board", json!({ "permissions": [] })).await.ok(200);
    town.guest().get(BOARD).await.refused(401, "user_unauthorized");
    assert_eq!(ids(&town.key().get(BOARD).await.ok(200)), ["b1"]);
}

#[tokio::test]
async fn the_newest_come_first_and_pages_follow_each_other() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    for id in ["a", "b", "c", "d"] {
        note(&ana, id, "x").await.ok(201);
        town.pass(Duration::from_secs(1));
    }
    let newest = || Query::order_desc("$createdAt");
    let page = ana.list(NOTES, &[newest(), Query::limit(2)]).await.ok(200);
    assert_eq!((ids(&page), &page["total"]), (vec!["d", "c"], &json!(4)));
    let page = ana.list(NOTES, &[newest(), Query::limit(2), Query::cursor_after("c")]).await.ok(200);
    assert_eq!((ids(&page), &page["total"]), (vec!["b", "a"], &json!(4)));
    let since = Query::greater_than("$createdAt", "2026-05-26T09:00:01Z");
    assert_eq!(ids(&ana.list(NOTES, &[since]).await.ok(200)), ["c", "d"]);
    let gone = ana.list(NOTES, &[Query::cursor_after("zz")]).await;
    gone.refused(400, "general_cursor_not_found");
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_in_words() {
    let town = Town::new().await;
    let key = town.key();
    let refused = async |query: Query| key.list(NOTES, &[query]).await.refused(400, "general_query_invalid");
    assert_eq!(refused(Query::equal("nope", 1)).await, "Invalid query: Attribute not found in schema: nope");
    assert_eq!(
        refused(Query::equal("due", "soon")).await,
        "Invalid query: Query value is invalid for attribute \"due\""
    );
    refused(Query::equal("$permissions", "x")).await;
    let words = key.get(&format!("{NOTES}?queries[0]=nonsense")).await;
    assert_eq!(words.refused(400, "general_query_invalid"), "Invalid query: Syntax error");
}

#[tokio::test]
async fn a_list_that_may_be_kept_says_that_it_was_not() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let kept = ana.get(&format!("{NOTES}?ttl=60")).await;
    assert_eq!(kept.header("x-appwrite-cache"), "miss");
    note(&ana, "n1", "x").await.ok(201);
    let kept = ana.get(&format!("{NOTES}?ttl=60")).await;
    assert_eq!((kept.header("x-appwrite-cache"), ids(&kept.json())), ("miss", vec!["n1"]));
    for none in ["", "?ttl=0"] {
        assert!(ana.get(&format!("{NOTES}{none}")).await.headers.get("x-appwrite-cache").is_none());
    }
    for bad in ["-1", "86401", "soon"] {
        let answer = ana.get(&format!("{NOTES}?ttl={bad}")).await;
        answer.refused(400, "general_argument_invalid");
    }
}

#[tokio::test]
async fn older_sdks_are_told_the_number_of_a_row_as_a_number() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    let path = format!("{NOTES}/n1");
    for (format, is_number) in [("1.8.0", true), ("1.9.0", false), ("2.0.0", false), ("nonsense", false)] {
        let ana = ana.with("x-appwrite-response-format", format);
        let key = town.key().with("x-appwrite-response-format", format);
        key.delete(NOTES).await.ok(200);
        assert_eq!(note(&ana, "n1", "x").await.ok(201)["$sequence"].is_i64(), is_number, "{format}");
        for answer in [
            ana.get(&path).await,
            ana.patch(&path, json!({ "data": { "stars": 1 } })).await,
            ana.put(&path, json!({ "data": { "stars": 2 } })).await,
        ] {
            assert_eq!(answer.ok(200)["$sequence"].is_i64(), is_number, "{format}");
        }
        assert_eq!(ana.get(NOTES).await.ok(200)["rows"][0]["$sequence"].is_i64(), is_number, "{format}");
    }
}
