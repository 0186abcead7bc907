//! What lists can be asked for, and in which words they cannot.

use appwrite::Query;
use serde_json::{Value, json};

use super::{NOTES, ids};
use crate::town::{Somebody, Town};

/// Five notes, some of them without stars or a day when they are due.
async fn notes(town: &Town) -> Somebody {
    let key = town.key();
    let rows = json!([
        { "$id": "a", "title": "Apple pie", "stars": 3, "due": "2026-06-01" },
        { "$id": "b", "title": "bear 100%", "stars": 1 },
        { "$id": "c", "title": "cherry", "stars": 3, "due": "2026-06-03" },
        { "$id": "d", "title": "date", "due": "2026-06-02" },
        { "$id": "e", "title": "Eel", "stars": 5 },
    ]);
    key.post(NOTES, json!({ "rows": rows })).await.ok(201);
    key
}

fn query(method: &str, attribute: &str, values: Value) -> Query {
    let text = json!({ "method": method, "attribute": attribute, "values": values }).to_string();
    Query::parse(&text).unwrap()
}

#[tokio::test]
async fn every_operator_finds_what_it_says() {
    let town = Town::new().await;
    let key = notes(&town).await;
    for (method, attribute, values, found) in [
        ("equal", "title", json!(["cherry", "date"]), "cd"),
        ("equal", "title", json!(["CHERRY"]), ""),
        ("notEqual", "stars", json!([3]), "be"),
        ("lessThan", "stars", json!([3]), "b"),
        ("lessThanEqual", "stars", json!([3]), "abc"),
        ("greaterThan", "stars", json!([3]), "e"),
        ("greaterThanEqual", "stars", json!([3]), "ace"),
        ("between", "stars", json!([1, 3]), "abc"),
        ("notBetween", "stars", json!([1, 3]), "e"),
        ("isNull", "stars", json!([]), "d"),
        ("isNotNull", "due", json!([]), "acd"),
        ("startsWith", "title", json!(["ch"]), "c"),
        ("notStartsWith", "title", json!(["ch"]), "abde"),
        ("endsWith", "title", json!(["0%"]), "b"),
        ("notEndsWith", "title", json!(["0%"]), "acde"),
        ("contains", "title", json!(["PIE", "her"]), "ac"),
        ("contains", "title", json!(["_"]), ""),
        ("notContains", "title", json!(["e"]), ""),
        ("containsAny", "title", json!(["pie", "eel"]), "ae"),
        ("containsAll", "title", json!(["a", "p"]), "a"),
        ("between", "due", json!(["2026-06-01T00:00:00Z", "2026-06-02"]), "ad"),
        ("lessThan", "$createdAt", json!(["2026-05-26T09:00:00.001Z"]), "abcde"),
        ("greaterThan", "$updatedAt", json!(["2026-05-26T09:00:00.000Z"]), ""),
        ("equal", "$sequence", json!(["2"]), "b"),
        ("equal", "$id", json!(["a", "none"]), "a"),
    ] {
        let list = key.list(NOTES, &[query(method, attribute, values.clone())]).await.ok(200);
        assert_eq!(ids(&list).concat(), found, "{method} {attribute} {values}");
        assert_eq!(list["total"], found.len(), "{method} {attribute} {values}");
    }
}

#[tokio::test]
async fn text_is_alike_whatever_its_case_in_any_script() {
    let town = Town::new().await;
    let key = town.key();
    let rows = json!([{ "$id": "a", "title": "Été à Graz" }, { "$id": "b", "title": "ΟΔΟΣ 5" }]);
    key.post(NOTES, json!({ "rows": rows })).await.ok(201);
    for (method, text, found) in [
        ("contains", "ÉTÉ À", "a"),
        ("startsWith", "é", "a"),
        ("endsWith", "GRAZ", "a"),
        ("notStartsWith", "É", "b"),
        ("contains", "οδ", "b"),
        ("equal", "été à graz", ""),
    ] {
        let list = key.list(NOTES, &[query(method, "title", json!([text]))]).await.ok(200);
        assert_eq!(ids(&list).concat(), found, "{method} {text}");
    }
}

#[tokio::test]
async fn conditions_nest_and_several_hold_at_once() {
    let town = Town::new().await;
    let key = notes(&town).await;
    let one_or_late = Query::or([
        Query::equal("stars", 1),
        Query::and([Query::equal("stars", 3), Query::greater_than("due", "2026-06-02")]),
    ]);
    assert_eq!(ids(&key.list(NOTES, std::slice::from_ref(&one_or_late)).await.ok(200)), ["b", "c"]);
    let and_early = [one_or_late, Query::is_null("due")];
    assert_eq!(ids(&key.list(NOTES, &and_early).await.ok(200)), ["b"]);
}

#[tokio::test]
async fn orders_put_what_has_no_value_first_and_ties_as_they_came() {
    let town = Town::new().await;
    let key = notes(&town).await;
    let ordered = async |queries: &[Query]| ids(&key.list(NOTES, queries).await.ok(200)).concat();
    assert_eq!(ordered(&[]).await, "abcde");
    assert_eq!(ordered(&[query("orderDesc", "", json!([]))]).await, "edcba");
    assert_eq!(ordered(&[Query::order_asc("stars")]).await, "dbace");
    assert_eq!(ordered(&[Query::order_desc("stars")]).await, "eacbd");
    assert_eq!(ordered(&[Query::order_desc("stars"), Query::order_desc("due")]).await, "ecabd");
    let random = Query::parse(r#"{"method":"orderRandom"}"#).unwrap();
    let mut letters: Vec<char> = ordered(&[random]).await.chars().collect();
    letters.sort_unstable();
    assert_eq!(letters, ['a', 'b', 'c', 'd', 'e']);
}

#[tokio::test]
async fn cursors_go_both_ways_and_stand_only_where_there_is_a_value() {
    let town = Town::new().await;
    let key = notes(&town).await;
    let before =
        |id: &str| Query::parse(&json!({ "method": "cursorBefore", "values": [id] }).to_string()).unwrap();
    let page = async |cursor: Query| {
        let list = key.list(NOTES, &[Query::order_desc("stars"), Query::limit(2), cursor]).await.ok(200);
        assert_eq!(list["total"], 5);
        ids(&list).concat()
    };
    assert_eq!(page(Query::cursor_after("e")).await, "ac");
    assert_eq!(page(Query::cursor_after("c")).await, "bd");
    assert_eq!(page(before("b")).await, "ac");
    assert_eq!(page(before("e")).await, "");
    let nowhere = key.list(NOTES, &[Query::order_desc("stars"), Query::cursor_after("d")]).await;
    nowhere.refused(400, "database_query_order_null");
    key.list(NOTES, &[before("none")]).await.refused(400, "general_cursor_not_found");

    // A row that may not be read is a place all the same.
    let town = Town::new().await;
    let (key, ana) = (town.key(), town.user("ana").await);
    for (id, readers) in [("n1", "user:ana"), ("n2", "user:ben"), ("n3", "user:ana")] {
        super::shared(&key, id, &[&format!("read(\"{readers}\")")]).await;
    }
    assert_eq!(ids(&ana.list(NOTES, &[Query::cursor_after("n2")]).await.ok(200)), ["n3"]);
}

#[tokio::test]
async fn what_is_selected_comes_back_beside_what_every_row_has() {
    let town = Town::new().await;
    let key = notes(&town).await;
    let select =
        |names: Value| Query::parse(&json!({ "method": "select", "values": names }).to_string()).unwrap();
    let columns = async |queries: &[Query]| {
        let list = key.list(NOTES, queries).await.ok(200);
        let row = list["rows"][0].as_object().unwrap().clone();
        assert_eq!(row.keys().filter(|name| name.starts_with('$')).count(), 7);
        let mut columns: Vec<String> = row.keys().filter(|name| !name.starts_with('$')).cloned().collect();
        columns.sort();
        columns
    };
    assert_eq!(columns(&[select(json!(["stars"]))]).await, ["stars"]);
    assert_eq!(columns(&[select(json!(["stars"])), select(json!(["due"]))]).await, ["due", "stars"]);
    assert_eq!(columns(&[select(json!(["*", "$id"]))]).await, ["due", "stars", "title"]);
    for (names, words) in [
        (json!(["nope"]), "Cannot select attributes: nope"),
        (json!(["$nope"]), "Cannot select attributes: $nope"),
        (json!([]), "No attributes selected"),
        (json!([5]), "Attribute selection must be a string"),
    ] {
        let refused = key.list(NOTES, &[select(names)]).await.refused(400, "general_query_invalid");
        assert_eq!(refused, format!("Invalid query: {words}"));
    }
}

#[tokio::test]
async fn what_cannot_be_asked_says_which_rule_it_breaks() {
    let town = Town::new().await;
    let key = notes(&town).await;
    let refused = async |text: &str| {
        let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let answer = key.get(&format!("{NOTES}?queries[0]={text}")).await;
        answer.refused(400, "general_query_invalid")
    };
    for (text, words) in [
        (
            r#"{"method":"equal","attribute":"nope","values":[1]}"#,
            "Invalid query: Attribute not found in schema: nope",
        ),
        (
            r#"{"method":"orderAsc","attribute":"$permissions"}"#,
            "Invalid query: Attribute not found in schema: $permissions",
        ),
        (
            r#"{"method":"equal","attribute":"stars","values":["1"]}"#,
            "Invalid query: Query value is invalid for attribute \"stars\"",
        ),
        (
            r#"{"method":"lessThan","attribute":"due","values":["soon"]}"#,
            "Invalid query: Query value is invalid for attribute \"due\"",
        ),
        (r#"{"method":"regex","attribute":"title","values":["x"]}"#, "Invalid query method: regex"),
        (
            r#"{"method":"distanceEqual","attribute":"title","values":[[[1,2],3,true]]}"#,
            "Invalid query method: distanceEqual",
        ),
        (
            r#"{"method":"search","attribute":"title","values":["x"]}"#,
            "Searching by attribute \"title\" requires a fulltext index.",
        ),
        (r#"{"method":"equal"#, "Invalid query: Syntax error"),
        (
            r#"{"method":"equal","attribute":"title"}"#,
            "Invalid query: Equal queries require at least one value.",
        ),
        (r#"{"method":"or","values":[]}"#, "Invalid query: Or queries require at least two queries"),
        (r#"{"method":"or","values":["x","y"]}"#, "Invalid query: Syntax error"),
    ] {
        assert_eq!(refused(text).await, words);
    }
}

#[tokio::test]
async fn a_list_takes_a_hundred_queries_of_four_thousand_characters() {
    let town = Town::new().await;
    let key = notes(&town).await;
    let hundred = vec![Query::is_null("due"); 100];
    assert_eq!(ids(&key.list(NOTES, &hundred).await.ok(200)), ["b", "e"]);
    let more = [hundred, vec![Query::limit(1)]].concat();
    key.list(NOTES, &more).await.refused(400, "general_argument_invalid");
    let long = |letters: usize| Query::equal("title", "é".repeat(letters));
    let around = long(0).to_string().len();
    key.list(NOTES, &[long(4096 - around)]).await.ok(200);
    key.list(NOTES, &[long(4097 - around)]).await.refused(400, "general_argument_invalid");
    let values = |count: usize| Query::one_of("stars", (0..count).map(|at| at % 6));
    assert_eq!(key.list(NOTES, &[values(500)]).await.ok(200)["total"], 4);
    let words = key.list(NOTES, &[values(501)]).await.refused(400, "general_query_invalid");
    assert_eq!(words, "Invalid query: Query on attribute has greater than 500 values: stars");
}
