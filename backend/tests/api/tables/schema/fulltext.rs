//! Fulltext indexes, and the searching that needs one.

use appwrite::Query;
use serde_json::json;

use crate::{
    tables::row::{NOTES, ids, note},
    town::{Answer, Somebody, Town},
};

const INDEXES: &str = "/tablesdb/hall/tables/notes/indexes";

async fn search(somebody: &Somebody, method: &str, words: &str) -> Answer {
    let query = json!({ "method": method, "attribute": "title", "values": [words] });
    somebody.list(NOTES, &[Query::parse(&query.to_string()).unwrap()]).await
}

async fn index_titles(key: &Somebody) {
    let words = json!({ "key": "words", "type": "fulltext", "columns": ["title"] });
    assert_eq!(key.post(INDEXES, words).await.ok(202)["status"], "available");
}

#[tokio::test]
async fn words_are_found_once_there_is_a_fulltext_index() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "fox", "The red fox jumps").await.ok(201);
    let refusal = search(&key, "search", "fox").await.refused(400, "general_query_invalid");
    assert_eq!(refusal, "Searching by attribute \"title\" requires a fulltext index.");

    index_titles(&key).await;
    note(&key, "dog", "A lazy dog").await.ok(201);
    let found = async |method: &str, words: &str| {
        ids(&search(&key, method, words).await.ok(200)).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found("search", "FOX").await, ["fox"], "also what was there before the index");
    assert_eq!(found("search", "jum").await, ["fox"], "the last word may go on");
    assert_eq!(found("search", "jum dog").await, ["dog"], "an earlier one may not");
    assert_eq!(found("search", "lazy fox").await, ["fox", "dog"], "any word is enough");
    assert_eq!(found("search", "\"red fox\"").await, ["fox"]);
    assert!(found("search", "\"fox red\"").await.is_empty(), "in quotes their order counts");
    assert_eq!(found("notSearch", "fox").await, ["dog"]);
    for nothing in ["", "\"", "*", "title:fox OR NEAR("] {
        let asked = found("search", nothing).await;
        assert_eq!(asked.contains(&"fox".to_owned()), nothing.contains("fox"), "{nothing}");
    }

    key.patch(&format!("{NOTES}/fox"), json!({ "data": { "title": "A blue whale" } })).await.ok(200);
    key.delete(&format!("{NOTES}/dog")).await.ok(204);
    assert!(found("search", "fox dog").await.is_empty(), "what is gone is not found");
    assert_eq!(found("search", "whale").await, ["fox"]);

    key.delete(&format!("{INDEXES}/words")).await.ok(204);
    search(&key, "search", "whale").await.refused(400, "general_query_invalid");
    note(&key, "owl", "An owl").await.ok(201);
}

#[tokio::test]
async fn people_find_only_what_they_may_read() {
    let town = Town::new().await;
    index_titles(&town.key()).await;
    let (ana, ben) = (town.user("ana").await, town.user("ben").await);
    note(&ana, "hers", "A red fox").await.ok(201);
    note(&ben, "his", "A red dog").await.ok(201);
    let found = search(&ana, "search", "red").await.ok(200);
    assert_eq!((ids(&found), &found["total"]), (vec!["hers"], &json!(1)));
}

#[tokio::test]
async fn a_fulltext_index_is_of_text_and_goes_with_its_table() {
    let town = Town::new().await;
    let key = town.key();
    for columns in [json!(["stars"]), json!(["$id"]), json!(["title", "due"])] {
        let index = json!({ "key": "words", "type": "fulltext", "columns": columns });
        key.post(INDEXES, index).await.refused(400, "column_index_invalid");
    }
    index_titles(&key).await;
    note(&key, "fox", "The red fox").await.ok(201);
    key.delete("/tablesdb/hall/tables/notes/columns/title").await.refused(409, "column_index_dependency");
    key.delete("/tablesdb/hall/tables/notes/columns/stars").await.ok(204);
    let town = town.restarted().await;
    assert_eq!(search(&town.key(), "search", "red").await.ok(200)["total"], 1);
    town.key().delete("/tablesdb/hall/tables/notes").await.ok(204);
    let database = rusqlite::Connection::open(town.folder().join("appchat.db")).unwrap();
    let left = "SELECT count(*) FROM sqlite_master WHERE sql LIKE '%fts5%'";
    assert_eq!(database.query_row(left, [], |row| row.get::<_, i64>(0)), Ok(0));
}
