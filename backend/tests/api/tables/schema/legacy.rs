//! `/databases/:db/collections/:c/{attributes,indexes}`: the same tables in older words, as Appwrite's command line
//! tool still asks for them.

use appwrite::Query;
use serde_json::{Value, json};

use crate::town::{START, Town};

const PETS: &str = "/databases/hall/collections/pets";

/// What a thing says of itself, in the order of the names.
fn says<const N: usize>(thing: &Value, names: [&str; N]) -> [Value; N] {
    names.map(|name| thing[name].clone())
}

#[tokio::test]
async fn a_collection_is_the_table_of_the_same_id_in_other_words() {
    let town = Town::new().await;
    let key = town.key();
    let body = json!({
        "collectionId": "pets", "name": "Pets", "documentSecurity": true, "permissions": ["read(\"any\")"],
        "attributes": [{ "key": "name", "type": "string", "size": 8, "required": true }],
        "indexes": [{ "key": "by-name", "type": "key", "attributes": ["name"], "orders": ["DESC"], "lengths": [4] }],
    });
    let made = key.post("/databases/hall/collections", body.clone()).await.ok(201);
    assert_eq!(
        says(&made, ["$id", "databaseId", "documentSecurity"]),
        [json!("pets"), json!("hall"), json!(true)]
    );
    assert_eq!(says(&made["attributes"][0], ["key", "size"]), [json!("name"), json!(8)]);
    let index = &made["indexes"][0];
    assert_eq!(
        says(index, ["attributes", "orders", "lengths"]),
        [json!(["name"]), json!(["DESC"]), json!([4])]
    );
    for strange in ["rowSecurity", "columns"] {
        assert!(made.get(strange).is_none() && index.get(strange).is_none(), "{strange}");
    }
    assert_eq!(key.get(PETS).await.ok(200), made);

    let table = key.get("/tablesdb/hall/tables/pets").await.ok(200);
    assert_eq!(says(&table, ["rowSecurity", "columns"]), says(&made, ["documentSecurity", "attributes"]));
    assert_eq!(table["indexes"][0]["columns"], json!(["name"]));

    let list =
        key.list("/databases/hall/collections", &[Query::equal("documentSecurity", true)]).await.ok(200);
    assert_eq!(list["collections"].as_array().unwrap().last(), Some(&made));
    let changed = key.put(PETS, json!({ "name": "Animals", "documentSecurity": false })).await.ok(200);
    assert_eq!(says(&changed, ["name", "documentSecurity"]), [json!("Animals"), json!(false)]);
    key.post("/databases/hall/collections", body).await.refused(409, "collection_already_exists");
    key.delete(PETS).await.ok(204);
    let words = key.get(PETS).await.refused(404, "collection_not_found");
    assert_eq!(words, "Collection with the requested ID could not be found.");
}

#[tokio::test]
async fn a_database_is_the_same_in_both_families() {
    let town = Town::new().await;
    let key = town.key();
    let made = key.post("/databases", json!({ "databaseId": "inn", "name": "Inn" })).await.ok(201);
    assert_eq!(key.get("/tablesdb/inn").await.ok(200), made);
    assert_eq!(key.get("/databases?search=inn").await.ok(200)["databases"], json!([made]));
    assert_eq!(key.put("/databases/inn", json!({ "name": "Tavern" })).await.ok(200)["name"], "Tavern");
    key.delete("/databases/inn").await.ok(204);
    key.get("/tablesdb/inn").await.refused(404, "database_not_found");
    key.get("/databases/inn").await.refused(404, "database_not_found");
}

/// What the newer command line tool, which is written in Go, asks in one push: the columns of AppChat's snaps.
#[tokio::test]
async fn columns_are_pushed_one_by_one_and_are_there_at_once() {
    let town = Town::new().await;
    let key = town.key();
    let table = json!({ "tableId": "snaps", "name": "Snaps", "rowSecurity": true, "permissions": [] });
    key.post("/tablesdb/hall/tables", table).await.ok(201);
    let attributes = "/databases/hall/collections/snaps/attributes";
    for column in ["senderId", "recipientId"] {
        let body = json!({ "key": column, "size": 64, "required": true, "default": null, "array": false });
        let made = key.post(&format!("{attributes}/varchar"), body).await.ok(202);
        let said = says(&made, ["key", "type", "size", "status", "error"]);
        assert_eq!(said, [json!(column), json!("varchar"), json!(64), json!("available"), json!("")]);
        assert_eq!(
            says(&made, ["$createdAt", "encrypt", "default"]),
            [json!(START), Value::Null, Value::Null]
        );
    }
    let viewed = json!({ "key": "viewedAt", "required": false, "default": null, "array": false });
    let made = key.post(&format!("{attributes}/datetime"), viewed).await.ok(202);
    assert_eq!(says(&made, ["type", "format"]), [json!("datetime"), json!("")]);

    let page = [Query::limit(100), Query::offset(0)];
    let list = key.list(attributes, &page).await.ok(200);
    assert_eq!((&list["total"], list["attributes"].as_array().unwrap().len()), (&json!(3), 3));
    assert!(list.get("columns").is_none());
    let viewed = [Query::equal("type", "datetime")];
    assert_eq!(key.list(attributes, &viewed).await.ok(200)["attributes"], json!([made]));
    assert_eq!(key.get(&format!("{attributes}/viewedAt")).await.ok(200), made);

    let indexes = "/databases/hall/collections/snaps/indexes";
    let body = json!({
        "key": "sender", "type": "key", "attributes": ["senderId", "$createdAt"], "orders": ["ASC", "DESC"],
    });
    let index = key.post(indexes, body).await.ok(202);
    assert_eq!(
        says(&index, ["status", "attributes"]),
        [json!("available"), json!(["senderId", "$createdAt"])]
    );
    let list = key.list(indexes, &page).await.ok(200);
    assert_eq!(list, json!({ "total": 1, "indexes": [index] }));
    assert_eq!(key.get(&format!("{indexes}/sender")).await.ok(200), index);
    key.delete(&format!("{attributes}/senderId")).await.refused(409, "index_dependency");
    key.delete(&format!("{indexes}/sender")).await.ok(204);
    key.delete(&format!("{attributes}/senderId")).await.ok(204);
}

#[tokio::test]
async fn an_attribute_is_changed_under_its_own_type() {
    let town = Town::new().await;
    let key = town.key();
    let attributes = "/databases/hall/collections/notes/attributes";
    let mood = json!({ "key": "mood", "required": false, "elements": ["good", "bad"] });
    key.post(&format!("{attributes}/enum"), mood).await.ok(202);
    let wider =
        json!({ "required": false, "default": "so-so", "elements": ["good", "so-so"], "newKey": "humour" });
    let changed = key.patch(&format!("{attributes}/enum/mood"), wider).await.ok(200);
    let said = says(&changed, ["key", "elements", "default"]);
    assert_eq!(said, [json!("humour"), json!(["good", "so-so"]), json!("so-so")]);
    let stars = json!({ "required": false, "default": null, "min": 1, "max": 10 });
    let changed = key.patch(&format!("{attributes}/integer/stars"), stars).await.ok(200);
    assert_eq!(says(&changed, ["min", "max"]), [json!(1), json!(10)]);
    let wrong = json!({ "required": false, "default": null });
    key.patch(&format!("{attributes}/float/stars"), wrong.clone())
        .await
        .refused(400, "attribute_type_invalid");
    let wide = json!({ "required": true, "default": null, "size": 16381 });
    key.patch(&format!("{attributes}/varchar/title"), wide).await.refused(400, "attribute_limit_exceeded");
    key.patch(&format!("{attributes}/float/none"), wrong).await.refused(404, "attribute_not_found");
}

#[tokio::test]
async fn refusals_are_told_in_the_older_words() {
    let town = Town::new().await;
    let key = town.key();
    let notes = "/databases/hall/collections/notes";
    let taken = json!({ "key": "title", "required": true, "size": 8 });
    key.post(&format!("{notes}/attributes/string"), taken).await.refused(409, "attribute_already_exists");
    let both = json!({ "key": "a", "required": true, "default": true });
    key.post(&format!("{notes}/attributes/boolean"), both)
        .await
        .refused(400, "attribute_default_unsupported");
    let outside = json!({ "key": "a", "required": false, "min": 1, "default": 0 });
    key.post(&format!("{notes}/attributes/integer"), outside).await.refused(400, "attribute_value_invalid");
    let index = |name: &str, column: &str| json!({ "key": name, "type": "key", "attributes": [column] });
    let indexes = format!("{notes}/indexes");
    key.post(&indexes, index("title", "title")).await.refused(409, "index_already_exists");
    key.post(&indexes, index("b", "none")).await.refused(400, "attribute_unknown");
    key.post(&indexes, json!({ "key": "b", "type": "key", "attributes": [] }))
        .await
        .refused(400, "index_invalid");
    key.get(&format!("{indexes}/none")).await.refused(404, "index_not_found");
    key.get("/databases/none/collections").await.refused(404, "database_not_found");
    key.post(&indexes, json!({ "key": "b", "type": "key" })).await.refused(400, "general_argument_invalid");
    town.guest().get(notes).await.refused(401, "general_unauthorized_scope");
    town.guest().without("x-appwrite-project").get(notes).await.refused(401, "general_access_forbidden");
}
