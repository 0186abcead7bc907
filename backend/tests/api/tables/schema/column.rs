//! `/tablesdb/:db/tables/:table/columns`.

use appwrite::Query;
use serde_json::{Value, json};

use crate::{
    tables::row::{NOTES, note},
    town::{Answer, Somebody, Town},
};

const COLUMNS: &str = "/tablesdb/hall/tables/notes/columns";

async fn add(key: &Somebody, kind: &str, body: Value) -> Answer {
    key.post(&format!("{COLUMNS}/{kind}"), body).await
}

#[tokio::test]
async fn every_type_keeps_what_it_is_for_and_refuses_the_rest() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "n1", "x").await.ok(201);
    let cases = [
        ("string", json!({ "size": 4 }), "string", json!("abcd"), json!("abcde")),
        ("varchar", json!({ "size": 4 }), "varchar", json!("abcd"), json!(4)),
        ("text", json!({}), "text", json!("words"), json!(true)),
        ("mediumtext", json!({}), "mediumtext", json!("words"), json!(1)),
        ("longtext", json!({}), "longtext", json!("words"), json!(["a"])),
        ("integer", json!({ "min": 1, "max": 9 }), "integer", json!(9), json!(10)),
        ("bigint", json!({}), "bigint", json!(i64::MAX), json!(0.5)),
        ("float", json!({ "max": 0.5 }), "double", json!(0.5), json!(0.6)),
        ("boolean", json!({}), "boolean", json!(true), json!(1)),
        ("datetime", json!({}), "datetime", json!("2026-01-01T00:00:00.000+00:00"), json!("soon")),
        ("email", json!({}), "string", json!("ana@town.test"), json!("ana")),
        ("url", json!({}), "string", json!("https://town.test/x"), json!("town")),
        ("ip", json!({}), "string", json!("127.0.0.1"), json!("127")),
        ("enum", json!({ "elements": ["a", "b"] }), "string", json!("b"), json!("c")),
    ];
    for (kind, mut body, shown, good, bad) in cases {
        body["key"] = format!("c-{kind}").into();
        body["required"] = false.into();
        let column = add(&key, kind, body.clone()).await.ok(202);
        assert_eq!((&column["type"], &column["status"]), (&json!(shown), &json!("available")), "{kind}");
        assert_eq!(key.get(&format!("{COLUMNS}/c-{kind}")).await.ok(200), column);
        body["key"] = format!("l-{kind}").into();
        body["array"] = true.into();
        add(&key, kind, body).await.ok(202);

        let path = format!("{NOTES}/n1");
        let data = json!({ format!("c-{kind}"): good, format!("l-{kind}"): [good, good] });
        let row = key.patch(&path, json!({ "data": data })).await.ok(200);
        assert_eq!(row[format!("c-{kind}")], good, "{kind}");
        assert_eq!(row[format!("l-{kind}")], json!([good, good]), "{kind}");
        for data in [json!({ format!("c-{kind}"): bad }), json!({ format!("l-{kind}"): [good, bad] })] {
            key.patch(&path, json!({ "data": data })).await.refused(400, "row_invalid_structure");
        }
        let found = key.list(NOTES, &[Query::equal(&format!("c-{kind}"), good.clone())]).await.ok(200);
        assert_eq!(found["total"], 1, "{kind}");
    }
    add(&key, "relationship", json!({ "key": "r" })).await.refused(404, "general_route_not_found");
}

#[tokio::test]
async fn a_column_that_could_not_work_is_refused_by_its_fault() {
    let town = Town::new().await;
    let key = town.key();
    let refused = async |kind: &str, body: Value, status: u16, name: &str| {
        add(&key, kind, body).await.refused(status, name);
    };
    let taken = json!({ "key": "title", "required": false, "size": 4 });
    refused("varchar", taken, 409, "column_already_exists").await;
    refused("boolean", json!({ "key": "a" }), 400, "general_argument_invalid").await;
    refused("boolean", json!({ "key": "$a", "required": false }), 400, "general_argument_invalid").await;
    refused("varchar", json!({ "key": "a", "required": false }), 400, "general_argument_invalid").await;
    let wide = json!({ "key": "a", "required": false, "size": 16382 });
    refused("varchar", wide, 400, "general_argument_invalid").await;
    let both = json!({ "key": "a", "required": true, "default": true });
    refused("boolean", both, 400, "column_default_unsupported").await;
    let outside = json!({ "key": "a", "required": false, "min": 1, "default": 0 });
    refused("integer", outside, 400, "column_value_invalid").await;
    let turned = json!({ "key": "a", "required": false, "min": 2, "max": 1 });
    refused("integer", turned, 400, "column_value_invalid").await;
    let secret = json!({ "key": "a", "required": false, "size": 4, "encrypt": true });
    refused("varchar", secret, 400, "general_argument_invalid").await;
    let widest = json!({ "key": "a", "required": false, "size": 16381 });
    refused("varchar", widest, 400, "column_limit_exceeded").await;
}

#[tokio::test]
async fn a_default_fills_in_what_a_new_row_leaves_out() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "old", "x").await.ok(201);
    add(&key, "integer", json!({ "key": "cats", "required": false, "default": 9 })).await.ok(202);
    assert_eq!(note(&key, "new", "x").await.ok(201)["cats"], 9);
    assert_eq!(key.get(&format!("{NOTES}/old")).await.ok(200)["cats"], Value::Null);
}

#[tokio::test]
async fn a_column_is_changed_under_its_own_type_and_never_below_what_it_holds() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "n1", "twelve chars").await.ok(201);
    let path = format!("{COLUMNS}/varchar/title");
    let change = |size: u32| json!({ "required": true, "default": null, "size": size });
    key.patch(&path, change(11)).await.refused(400, "column_invalid_resize");
    assert_eq!(key.patch(&path, change(12)).await.ok(200)["size"], 12);
    key.patch(&path, json!({ "required": true })).await.refused(400, "general_argument_invalid");
    key.patch(&format!("{COLUMNS}/string/title"), change(12)).await.refused(400, "column_type_invalid");
    key.patch(&format!("{COLUMNS}/varchar/none"), change(12)).await.refused(404, "column_not_found");

    let renamed = json!({ "required": false, "default": null, "newKey": "heading" });
    assert_eq!(key.patch(&path, renamed).await.ok(200)["key"], "heading");
    assert_eq!(key.get(&format!("{NOTES}/n1")).await.ok(200)["heading"], "twelve chars");
    let index = key.get("/tablesdb/hall/tables/notes/indexes/title").await.ok(200);
    assert_eq!(index["columns"], json!(["heading"]));
}

#[tokio::test]
async fn an_indexed_column_stays_until_its_index_is_gone() {
    let town = Town::new().await;
    let key = town.key();
    note(&key, "n1", "x").await.ok(201);
    key.delete(&format!("{COLUMNS}/title")).await.refused(409, "column_index_dependency");
    key.delete("/tablesdb/hall/tables/notes/indexes/title").await.ok(204);
    key.delete(&format!("{COLUMNS}/title")).await.ok(204);
    key.get(&format!("{COLUMNS}/title")).await.refused(404, "column_not_found");
    assert!(key.get(&format!("{NOTES}/n1")).await.ok(200).get("title").is_none());
    let list = key.list(COLUMNS, &[Query::equal("type", "datetime")]).await.ok(200);
    assert_eq!((&list["total"], &list["columns"][0]["key"]), (&json!(1), &json!("due")));
    assert_eq!(key.get(COLUMNS).await.ok(200)["total"], 2);
}
