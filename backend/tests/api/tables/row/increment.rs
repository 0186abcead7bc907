//! `PATCH …/rows/:row/:column/increment` and `…/decrement`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use super::{NOTES, note, shared};
use crate::{
    realtime::socket::Socket,
    town::{START, Town},
};

const UP: &str = "/tablesdb/hall/tables/notes/rows/n1/stars/increment";
const DOWN: &str = "/tablesdb/hall/tables/notes/rows/n1/stars/decrement";

#[tokio::test]
async fn a_number_goes_up_and_down_and_what_has_none_begins_at_nothing() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    note(&ana, "n1", "x").await.ok(201);
    town.pass(Duration::from_secs(5));
    let row = ana.patch(UP, json!({})).await.ok(200);
    assert_eq!((&row["stars"], &row["title"]), (&json!(1), &json!("x")));
    assert_eq!(
        (row["$createdAt"].as_str(), row["$updatedAt"].as_str()),
        (Some(START), Some(&*town.now().to_string()))
    );
    assert_eq!(ana.patch(UP, json!({ "value": 3, "max": 4 })).await.ok(200)["stars"], 4);
    assert_eq!(ana.patch(DOWN, json!({ "value": 2, "min": 2 })).await.ok(200)["stars"], 2);
    assert_eq!(ana.get(&format!("{NOTES}/n1")).await.ok(200)["stars"], 2);
}

#[tokio::test]
async fn it_stops_before_the_bound_that_is_asked_for_and_the_columns_own() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    note(&ana, "n1", "x").await.ok(201);
    ana.patch(UP, json!({ "value": 3 })).await.ok(200);
    let words = ana.patch(UP, json!({ "max": 3 })).await.refused(400, "column_limit_exceeded");
    assert_eq!(words, "Column \"stars\" has reached the maximum value of 3");
    ana.patch(DOWN, json!({ "min": 3 })).await.refused(400, "column_limit_exceeded");
    let words = ana.patch(UP, json!({ "value": 3 })).await.refused(400, "column_limit_exceeded");
    assert_eq!(words, "Column \"stars\" has reached the maximum value of 5");
    ana.patch(DOWN, json!({ "value": 4 })).await.refused(400, "column_limit_exceeded");
    ana.patch(UP, json!({ "value": i64::MAX })).await.refused(400, "column_limit_exceeded");
    assert_eq!(ana.get(&format!("{NOTES}/n1")).await.ok(200)["stars"], 3);
}

#[tokio::test]
async fn only_numbers_of_rows_that_are_there_go_up() {
    let town = Town::new().await;
    let ana = town.user("ana").await;
    note(&ana, "n1", "x").await.ok(201);
    let of = |row: &str, column: &str| format!("{NOTES}/{row}/{column}/increment");
    ana.patch(&of("n1", "title"), json!({})).await.refused(400, "attribute_type_invalid");
    ana.patch(&of("n1", "due"), json!({})).await.refused(400, "attribute_type_invalid");
    ana.patch(&of("n1", "nope"), json!({})).await.refused(404, "column_not_found");
    ana.patch(&of("none", "stars"), json!({})).await.refused(404, "row_not_found");
    for bad in [json!(0), json!(-1), json!("x"), json!([])] {
        ana.patch(UP, json!({ "value": bad })).await.refused(400, "general_argument_invalid");
    }
    ana.patch(UP, json!({ "max": "x" })).await.refused(400, "general_argument_invalid");
    assert_eq!(ana.get(&format!("{NOTES}/n1")).await.ok(200)["stars"], json!(null));
}

#[tokio::test]
async fn it_takes_the_right_to_change_and_readers_hear_of_it() {
    let town = Town::new().await;
    let (ben, cy) = (town.user("ben").await, town.user("cy").await);
    shared(&town.key(), "n1", &["read(\"user:ben\")", "update(\"user:cy\")"]).await;
    let mut socket = Socket::listening(&town, &ben, &["rows"]).await;
    for somebody in [&ben, &town.guest()] {
        somebody.patch(UP, json!({})).await.refused(401, "user_unauthorized");
        // Not even what there is to go past is told.
        somebody.patch(UP, json!({ "value": 9 })).await.refused(401, "user_unauthorized");
    }
    let row = cy.patch(UP, json!({})).await.ok(200);
    let heard = socket.event("tablesdb.hall.tables.notes.rows.n1.update").await;
    assert_eq!(heard["payload"], row);
    socket.hears_nothing().await;
}

#[tokio::test]
async fn of_many_at_once_none_is_lost() {
    let town = Town::new().await;
    let key = town.key();
    shared(&key, "n1", &[]).await;
    let answers = join_all((0..8).map(|_| key.patch(UP, json!({})))).await;
    let refused = answers.iter().filter(|answer| answer.status == 400).count();
    assert_eq!(refused, 3, "five fit");
    assert_eq!(key.get(&format!("{NOTES}/n1")).await.ok(200)["stars"], 5);
}
