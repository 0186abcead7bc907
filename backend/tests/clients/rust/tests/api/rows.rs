//! Rows as AppChat's server writes them, with the key, and as people read them.

use appwrite::{id::ID, models::Row, query::Query};
use official_client::{DATABASE, Home, Person, between, refusal};
use serde_json::{Value, json};

const SNAPS: &str = "snaps";
const FRIENDSHIPS: &str = "friendships";

async fn snap(home: &Home, from: &Person, to: &Person) -> Row {
    let data = json!({ "senderId": from.id, "recipientId": to.id, "fileId": "f" });
    let permissions = between(&[from, to]);
    home.key().tables.create_row(DATABASE, SNAPS, ID::unique(), data, permissions, None).await.unwrap()
}

#[tokio::test]
async fn a_snap_is_read_by_its_two_people_and_by_nobody_else() {
    let home = Home::open();
    let (alice, ben, cleo) =
        (home.person("alice").await, home.person("ben").await, home.person("cleo").await);
    let row = snap(&home, &alice, &ben).await;
    assert_eq!((row.table_id.as_str(), row.database_id.as_str()), (SNAPS, DATABASE));
    assert_eq!((&row.data["senderId"], &row.data["viewedAt"]), (&json!(alice.id), &Value::Null));
    for person in [&alice, &ben] {
        let read = person.client.tables.get_row(DATABASE, SNAPS, &row.id, None, None).await.unwrap();
        assert_eq!(read.permissions, row.permissions);
    }
    let stranger = cleo.client.tables.get_row(DATABASE, SNAPS, &row.id, None, None).await;
    assert_eq!(refusal(stranger), (404, "row_not_found".into()));
    let seen = cleo.client.tables.list_rows(DATABASE, SNAPS, None, None, None, None).await.unwrap();
    assert_eq!((seen.total, seen.rows.len()), (0, 0));
}

#[tokio::test]
async fn appchats_questions_find_what_they_ask_for() {
    let home = Home::open();
    let (alice, ben) = (home.person("alice").await, home.person("ben").await);
    let (there, back) = (snap(&home, &alice, &ben).await, snap(&home, &ben, &alice).await);
    let (there, back) = (there.id.as_str(), back.id.as_str());
    let tables = &alice.client.tables;
    let ids = async |queries: Vec<Query>| {
        let queries = queries.iter().map(Query::to_string).collect();
        let page = tables.list_rows(DATABASE, SNAPS, Some(queries), None, None, None).await.unwrap();
        page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(ids(vec![Query::order_desc("$createdAt"), Query::limit(1)]).await, [back]);
    assert_eq!(ids(vec![Query::equal("recipientId", ben.id.as_str())]).await, [there]);
    let either = Query::or([
        Query::equal("senderId", ben.id.as_str()).to_string(),
        Query::equal("recipientId", ben.id.as_str()).to_string(),
    ]);
    assert_eq!(ids(vec![either]).await, [there, back]);
    assert_eq!(ids(vec![Query::cursor_after(there)]).await, [back]);

    let wrong = Some(vec![Query::equal("colour", "red").to_string()]);
    let asked = tables.list_rows(DATABASE, SNAPS, wrong, None, None, None).await;
    assert_eq!(refusal(asked), (400, "general_query_invalid".into()));
}

#[tokio::test]
async fn two_people_are_friends_once() {
    let home = Home::open();
    let (alice, ben) = (home.person("alice").await, home.person("ben").await);
    let (tables, data) = (home.key().tables, json!({ "userA": alice.id, "userB": ben.id }));
    let befriend = async |id: &str| {
        tables.create_row(DATABASE, FRIENDSHIPS, id, data.clone(), between(&[&alice, &ben]), None).await
    };
    befriend("alice-ben").await.unwrap();
    assert_eq!(refusal(befriend("alice-ben").await), (409, "row_already_exists".into()));
    assert_eq!(refusal(befriend("ben-alice").await), (409, "row_unique_constraint_violation".into()));
    tables.delete_row(DATABASE, FRIENDSHIPS, "alice-ben", None).await.unwrap();
    befriend("ben-alice").await.unwrap();
}

#[tokio::test]
async fn rows_are_changed_and_put_by_the_key_and_not_by_a_session() {
    let home = Home::open();
    let (alice, ben) = (home.person("alice").await, home.person("ben").await);
    let (row, tables) = (snap(&home, &alice, &ben).await, home.key().tables);
    let viewed = Some(json!({ "viewedAt": "2026-05-26T09:00:00Z" }));
    let updated = tables.update_row(DATABASE, SNAPS, &row.id, viewed, None, None).await.unwrap();
    assert_eq!(updated.data["viewedAt"], "2026-05-26T09:00:00.000+00:00");
    let unseen = Some(json!({ "viewedAt": null }));
    let refused = ben.client.tables.update_row(DATABASE, SNAPS, &row.id, unseen, None, None).await;
    assert_eq!(refusal(refused), (401, "user_unauthorized".into()));
    let data = json!({ "senderId": "a", "recipientId": "b", "fileId": "c" });
    let put = tables.upsert_row(DATABASE, SNAPS, "new", Some(data), None, None).await.unwrap();
    assert!(put.permissions.is_empty());
    let half = tables.create_row(DATABASE, SNAPS, ID::unique(), json!({ "senderId": "a" }), None, None).await;
    assert_eq!(refusal(half), (400, "row_invalid_structure".into()));
    tables.delete_row(DATABASE, SNAPS, &row.id, None).await.unwrap();
    let gone = tables.get_row(DATABASE, SNAPS, &row.id, None, None).await;
    assert_eq!(refusal(gone), (404, "row_not_found".into()));
}
