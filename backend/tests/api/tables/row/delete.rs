//! `DELETE …/rows/:row`.

use super::{NOTES, ids, note, shared};
use crate::town::Town;

#[tokio::test]
async fn whoever_may_delete_a_row_makes_it_gone_for_everybody() {
    let town = Town::new().await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    note(&ana, "n1", "x").await.ok(201);
    shared(&town.key(), "n2", &["read(\"user:ben\")"]).await;
    shared(&town.key(), "n3", &["delete(\"user:ben\")"]).await;
    ben.delete(&format!("{NOTES}/n1")).await.refused(401, "user_unauthorized");
    ben.delete(&format!("{NOTES}/n2")).await.refused(401, "user_unauthorized");
    ben.delete(&format!("{NOTES}/none")).await.refused(404, "row_not_found");

    let gone = ana.delete(&format!("{NOTES}/n1")).await;
    assert!(gone.bytes.is_empty() && !gone.headers.contains_key("content-type"));
    gone.ok(204);
    ben.delete(&format!("{NOTES}/n3")).await.ok(204);
    assert_eq!(ids(&town.key().get(NOTES).await.ok(200)), ["n2"]);
    ana.delete(&format!("{NOTES}/n1")).await.refused(404, "row_not_found");
}
