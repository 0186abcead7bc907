//! Values that say how a column changes, as the SDKs' `Operator` helper sends them.

use appwrite::Query;
use serde_json::{Value, json};

use crate::town::{Somebody, Town};

const TALLIES: &str = "/tablesdb/hall/tables/tallies/rows";

/// A table with a column of every kind that operators are for.
async fn tallies(town: &Town) -> Somebody {
    let key = town.key();
    let column = |key: &str, kind: &str, array: bool| json!({ "key": key, "type": kind, "size": 8, "required": false, "array": array });
    let columns = [
        column("count", "integer", false),
        column("share", "double", false),
        column("name", "varchar", false),
        column("tags", "varchar", true),
        column("open", "boolean", false),
        column("due", "datetime", false),
    ];
    let table = json!({ "tableId": "tallies", "name": "Tallies", "rowSecurity": true, "columns": columns });
    key.post("/tablesdb/hall/tables", table).await.ok(201);
    key
}

fn operator(method: &str, values: Value) -> Value {
    json!({ "method": method, "values": values }).to_string().into()
}

#[tokio::test]
async fn a_column_changes_by_what_it_was() {
    let town = Town::new().await;
    let key = tallies(&town).await;
    let data = json!({ "count": 2, "share": 0.5, "name": "ana", "tags": ["a", "b"], "open": true });
    key.post(TALLIES, json!({ "rowId": "t1", "data": data })).await.ok(201);
    let change = json!({
        "count": operator("multiply", json!([10, 15])),
        "share": operator("divide", json!([2])),
        "name": operator("stringConcat", json!(["!"])),
        "tags": operator("arrayAppend", json!(["c"])),
        "open": operator("toggle", json!([])),
        "due": operator("dateSetNow", json!([])),
    });
    let row = key.patch(&format!("{TALLIES}/t1"), json!({ "data": change })).await.ok(200);
    assert_eq!((&row["count"], &row["share"], &row["name"]), (&json!(15), &json!(0.25), &json!("ana!")));
    assert_eq!((&row["tags"], &row["open"]), (&json!(["a", "b", "c"]), &json!(false)));
    assert_eq!(row["due"], town.now().to_string());
    let again = json!({ "data": { "due": operator("dateAddDays", json!([1])) } });
    let row = key.put(&format!("{TALLIES}/t1"), again).await.ok(200);
    assert_eq!(row["due"], town.now().plus_seconds(86_400).to_string());
    assert_eq!(key.get(&format!("{TALLIES}/t1")).await.ok(200), row);
}

#[tokio::test]
async fn a_new_row_begins_at_nothing_and_many_rows_each_at_their_own() {
    let town = Town::new().await;
    let key = tallies(&town).await;
    let up = || operator("increment", json!([1]));
    let made = key.put(&format!("{TALLIES}/t1"), json!({ "data": { "count": up() } })).await.ok(200);
    assert_eq!(made["count"], 1);
    let rows = json!([{ "$id": "t1", "count": up() }, { "$id": "t2", "count": up() }]);
    let rows = key.put(TALLIES, json!({ "rows": rows })).await.ok(200);
    assert_eq!((&rows["rows"][0]["count"], &rows["rows"][1]["count"]), (&json!(2), &json!(1)));
    let second = [Query::equal("$id", "t2").to_string()];
    key.patch(TALLIES, json!({ "data": { "count": up() }, "queries": second })).await.ok(200);
    let rows = key.patch(TALLIES, json!({ "data": { "count": up() } })).await.ok(200);
    assert_eq!((&rows["rows"][0]["count"], &rows["rows"][1]["count"]), (&json!(3), &json!(3)));
}

#[tokio::test]
async fn what_comes_of_it_must_fit_and_strangers_learn_nothing() {
    let town = Town::new().await;
    let key = tallies(&town).await;
    let ana = town.user("ana").await;
    let data = json!({ "count": i64::MAX, "name": "12345678" });
    let readable = json!({ "rowId": "t1", "data": data, "permissions": ["read(\"users\")"] });
    key.post(TALLIES, readable).await.ok(201);
    let path = format!("{TALLIES}/t1");
    for (column, method, values) in [
        ("count", "increment", json!([1])),
        ("count", "divide", json!([0])),
        ("count", "stringConcat", json!(["x"])),
        ("name", "stringConcat", json!(["9"])),
        ("name", "increment", json!([1])),
        ("tags", "arrayInsert", json!([1, "a"])),
        ("tags", "arrayAppend", json!([5])),
        ("nope", "increment", json!([1])),
    ] {
        let change = json!({ "data": { column: operator(method, values) } });
        key.patch(&path, change.clone()).await.refused(400, "row_invalid_structure");
        ana.patch(&path, change).await.refused(401, "user_unauthorized");
    }
    let text = json!({ "data": { "name": "{\"a\":1}" } });
    assert_eq!(key.patch(&path, text).await.ok(200)["name"], "{\"a\":1}", "other JSON is text");
}
