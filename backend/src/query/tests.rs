use appwrite::wire::Query;
use rusqlite::Connection;

use super::*;
use crate::error::Kind;

struct Notes;

impl Schema for Notes {
    fn family(&self) -> QueryFamily {
        QueryFamily::Rows
    }
    fn table(&self) -> &str {
        "notes"
    }
    fn column(&self, attribute: &str) -> Option<Column> {
        match attribute {
            "title" => Some(Column::new("title", ColumnKind::Text)),
            "stars" => Some(Column::new("stars", ColumnKind::Integer)),
            "tags" => Some(Column::new("tags", ColumnKind::List)),
            "$createdAt" => Some(Column::new("created", ColumnKind::Moment)),
            _ => None,
        }
    }
}

fn notes() -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    teach(&conn).unwrap();
    conn.execute_batch(
        "CREATE TABLE notes (seq INTEGER PRIMARY KEY, id TEXT, title TEXT, stars INTEGER, tags TEXT, created INTEGER);
         INSERT INTO notes (id, title, stars, tags, created) VALUES
           ('a', 'Apple pie', 3, '[\"food\"]', 1000), ('b', 'Bear 100%', 1, '[]', 2000),
           ('c', 'cherry', 3, '[\"food\",\"red\"]', 3000), ('d', NULL, 2, NULL, 3000);",
    )
    .unwrap();
    conn
}

fn ids(queries: &[Query]) -> Vec<String> {
    let plan = Plan::compile(queries, &Notes).unwrap();
    plan.run(&notes(), "id", &Notes, false, |row| row.get(0)).unwrap().0
}

fn raw(text: &str) -> Query {
    Query::parse(text).unwrap()
}

#[test]
fn conditions_narrow_and_nest() {
    assert_eq!(ids(&[Query::equal("stars", 3)]), ["a", "c"]);
    assert_eq!(ids(&[Query::one_of("stars", [1, 2])]), ["b", "d"]);
    assert_eq!(ids(&[raw(r#"{"method":"notEqual","attribute":"title","values":["cherry"]}"#)]), ["a", "b"]);
    assert_eq!(ids(&[raw(r#"{"method":"contains","attribute":"title","values":["PIE"]}"#)]), ["a"]);
    assert_eq!(ids(&[raw(r#"{"method":"endsWith","attribute":"title","values":["0%"]}"#)]), ["b"]);
    assert_eq!(
        ids(&[raw(r#"{"method":"contains","attribute":"title","values":["%"]}"#)]),
        ["b"],
        "% is a letter"
    );
    assert_eq!(ids(&[raw(r#"{"method":"contains","attribute":"tags","values":["red"]}"#)]), ["c"]);
    assert_eq!(ids(&[Query::is_null("title")]), ["d"]);
    assert_eq!(ids(&[raw(r#"{"method":"between","attribute":"stars","values":[2,3]}"#)]), ["a", "c", "d"]);
    let nested = Query::or([
        Query::equal("stars", 1),
        Query::and([Query::equal("stars", 3), Query::greater_than("$createdAt", "1970-01-01T00:00:02.000Z")]),
    ]);
    assert_eq!(ids(&[nested]), ["b", "c"]);
}

#[test]
fn pages_follow_each_other_without_gap_or_overlap() {
    let order = || Query::order_desc("$createdAt");
    assert_eq!(
        ids(&[order()]),
        ["d", "c", "b", "a"],
        "equal dates fall back to insertion, in the same direction"
    );
    assert_eq!(ids(&[order(), Query::limit(2)]), ["d", "c"]);
    assert_eq!(ids(&[order(), Query::limit(2), Query::cursor_after("c")]), ["b", "a"]);
    let before = raw(r#"{"method":"cursorBefore","values":["a"]}"#);
    assert_eq!(
        ids(&[order(), Query::limit(2), before]),
        ["c", "b"],
        "the page just before, in the same order"
    );
    assert_eq!(ids(&[Query::offset(3)]), ["d"]);
}

#[test]
fn what_cannot_be_asked_is_refused_in_words() {
    let refused = |query: &str| {
        let error = Plan::compile(&[raw(query)], &Notes).unwrap_err();
        assert_eq!(error.kind, Kind::QueryInvalid);
        error.message
    };
    for (query, words) in [
        (r#"{"method":"equal","attribute":"nope","values":[1]}"#, "Attribute not found in schema: nope"),
        (r#"{"method":"orderAsc","attribute":"nope"}"#, "Attribute not found in schema: nope"),
        (
            r#"{"method":"equal","attribute":"stars","values":["3"]}"#,
            "Query value is invalid for attribute \"stars\"",
        ),
        (
            r#"{"method":"equal","attribute":"stars","values":[null]}"#,
            "Query value is invalid for attribute \"stars\"",
        ),
        (
            r#"{"method":"startsWith","attribute":"stars","values":["3"]}"#,
            "Query value is invalid for attribute \"stars\"",
        ),
        (r#"{"method":"equal","attribute":"stars"}"#, "Equal queries require at least one value."),
        (
            r#"{"method":"notContains","attribute":"title"}"#,
            "NotContains queries require at least one value.",
        ),
        (
            r#"{"method":"notEqual","attribute":"stars","values":[1,2]}"#,
            "NotEqual queries require exactly one value.",
        ),
        (
            r#"{"method":"between","attribute":"stars","values":[1]}"#,
            "Between queries require exactly two values.",
        ),
        (
            r#"{"method":"equal","attribute":"tags","values":["x"]}"#,
            "Cannot query equal on attribute \"tags\" because it is an array.",
        ),
        (
            r#"{"method":"contains","attribute":"stars","values":["x"]}"#,
            "Cannot query contains on attribute \"stars\" because it is not an array, string, or object.",
        ),
        (
            r#"{"method":"or","values":[{"method":"isNull","attribute":"title"}]}"#,
            "Or queries require at least two queries",
        ),
        (
            r#"{"method":"and","values":[{"method":"isNull","attribute":"title"},{"method":"limit","values":[1]}]}"#,
            "And queries can only contain filter queries",
        ),
        (r#"{"method":"select","values":["stars"]}"#, ""),
    ] {
        let expected = if words.is_empty() {
            "Invalid query method: select".into()
        } else {
            format!("Invalid query: {words}")
        };
        assert_eq!(refused(query), expected);
    }
    let search = refused(r#"{"method":"search","attribute":"title","values":["x"]}"#);
    assert_eq!(search, "Searching by attribute \"title\" requires a fulltext index.");
    let many = refused(&Query::one_of("stars", 0..501).to_string());
    assert_eq!(many, "Invalid query: Query on attribute has greater than 500 values: stars");
    let plan = Plan::compile(&[Query::cursor_after("zz")], &Notes).unwrap();
    let unknown = plan.run(&notes(), "id", &Notes, false, |row| row.get::<_, String>(0)).unwrap_err();
    assert_eq!(unknown.kind, Kind::CursorNotFound);
}

#[test]
fn the_first_limit_counts_and_without_one_there_are_twenty_five() {
    assert_eq!(ids(&[Query::limit(1), Query::limit(3), Query::offset(1), Query::offset(2)]), ["b"]);
    for bad in [r#"{"method":"limit","values":[0]}"#, r#"{"method":"offset","values":[-1]}"#] {
        assert_eq!(Plan::compile(&[raw(bad)], &Notes).unwrap_err().kind, Kind::QueryInvalid);
    }
    let conn = notes();
    conn.execute_batch(
        "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
         INSERT INTO notes (id, stars) SELECT 'n' || i, 9 FROM n",
    )
    .unwrap();
    let found = |plan: Plan| plan.run(&conn, "id", &Notes, true, |row| row.get::<_, String>(0)).unwrap();
    let all = || Plan::compile(&[Query::equal("stars", 9)], &Notes).unwrap();
    let (page, total) = found(all());
    assert_eq!((page.len(), total), (25, 5000), "no total goes further");
    assert_eq!(found(all().without_default_limit()).0.len(), 6000);
}

proptest::proptest! {
    #[test]
    fn no_text_of_a_value_or_an_attribute_becomes_sql(text in "\\PC{0,30}") {
        let plan = Plan::compile(&[Query::equal("title", text.as_str())], &Notes).unwrap();
        let sql = plan.statement("id", &Notes, None).text;
        let fixed = "SELECT id FROM notes WHERE title IN (?) ORDER BY seq ASC LIMIT 25 OFFSET 0";
        proptest::prop_assert_eq!(sql, fixed);
        let attribute = format!("x{text}");
        proptest::prop_assert!(Plan::compile(&[Query::equal(&attribute, 1)], &Notes).is_err());
    }
}
