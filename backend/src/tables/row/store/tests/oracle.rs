//! Random rows and random queries: what SQLite answers is what going through the rows one by one would.

use std::cmp::Ordering;

use appwrite::wire::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const DEPLOYMENT: &str = r#"{
  "projectId": "p",
  "tablesDB": [{ "$id": "db", "name": "db" }],
  "tables": [{
    "$id": "notes", "databaseId": "db", "name": "Notes", "rowSecurity": true,
    "columns": [
      { "key": "title", "type": "varchar", "size": 8 },
      { "key": "stars", "type": "integer" },
      { "key": "done", "type": "boolean" },
      { "key": "due", "type": "datetime" },
      { "key": "tags", "type": "varchar", "size": 8, "array": true }
    ],
    "indexes": [
      { "key": "title", "type": "key", "columns": ["title", "$createdAt"], "orders": ["ASC", "DESC"] },
      { "key": "stars", "type": "key", "columns": ["stars"] },
      { "key": "created", "type": "key", "columns": ["$createdAt"], "orders": ["DESC"] }
    ]
  }]
}"#;

/// A row as a person thinks of it. What it is called is where it stands.
#[derive(Clone, Debug)]
struct Note {
    at: usize,
    title: Option<String>,
    stars: Option<i64>,
    done: Option<bool>,
    due: Option<i64>,
    tags: Option<Vec<String>>,
    created: i64,
    readable: bool,
}

impl Note {
    fn id(&self) -> String {
        format!("n{}", self.at)
    }

    /// What it has there, comparable; nothing, if it has nothing.
    fn value(&self, attribute: &str) -> Option<Value> {
        let date = |millis: i64| json!(Timestamp::from_millis(millis));
        match attribute {
            "title" => self.title.clone().map(Value::from),
            "stars" => self.stars.map(Value::from),
            "done" => self.done.map(Value::from),
            "due" => self.due.map(date),
            "$id" => Some(self.id().into()),
            "$createdAt" => Some(date(self.created)),
            _ => unreachable!("{attribute}"),
        }
    }
}

fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.as_i64().cmp(&b.as_i64()),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => unreachable!("{a} and {b}"),
    }
}

/// Whether a query holds for a note.
fn holds(query: &Query, note: &Note) -> bool {
    let attribute = query.attribute.as_deref().unwrap_or_default();
    match query.method {
        Method::Or => return query.nested().unwrap().iter().any(|query| holds(query, note)),
        Method::And => return query.nested().unwrap().iter().all(|query| holds(query, note)),
        _ => {}
    }
    if attribute == "tags" {
        let Some(tags) = &note.tags else {
            return query.method == Method::IsNull;
        };
        let has = |tag: &Value| tags.iter().any(|own| tag == own);
        return match query.method {
            Method::IsNull => false,
            Method::IsNotNull => true,
            Method::Contains | Method::ContainsAny => query.values.iter().any(has),
            Method::NotContains => !query.values.iter().any(has),
            Method::ContainsAll => query.values.iter().all(has),
            other => unreachable!("{other:?}"),
        };
    }
    let Some(own) = note.value(attribute) else {
        return query.method == Method::IsNull;
    };
    let than = |at: usize| compare(&own, &query.values[at]);
    let text = |value: &Value| value.as_str().unwrap().to_ascii_lowercase();
    match query.method {
        Method::IsNull => false,
        Method::IsNotNull => true,
        Method::Equal => query.values.contains(&own),
        Method::NotEqual => !query.values.contains(&own),
        Method::LessThan => than(0).is_lt(),
        Method::LessThanEqual => than(0).is_le(),
        Method::GreaterThan => than(0).is_gt(),
        Method::GreaterThanEqual => than(0).is_ge(),
        Method::Between => than(0).is_ge() && than(1).is_le(),
        Method::NotBetween => !(than(0).is_ge() && than(1).is_le()),
        Method::StartsWith => text(&own).starts_with(&text(&query.values[0])),
        Method::NotStartsWith => !text(&own).starts_with(&text(&query.values[0])),
        Method::EndsWith => text(&own).ends_with(&text(&query.values[0])),
        Method::NotEndsWith => !text(&own).ends_with(&text(&query.values[0])),
        Method::Contains => query.values.iter().any(|value| text(&own).contains(&text(value))),
        Method::NotContains => !query.values.iter().any(|value| text(&own).contains(&text(value))),
        other => unreachable!("{other:?}"),
    }
}

/// What stands first, by these orders and then by insertion; what has no value stands before what has.
fn before(orders: &[Query], a: &Note, b: &Note) -> Ordering {
    let turned = |order: Ordering, query: &Query| {
        if query.method == Method::OrderDesc { order.reverse() } else { order }
    };
    for query in orders {
        let attribute = query.attribute.as_deref().unwrap();
        let order = match (a.value(attribute), b.value(attribute)) {
            (Some(a), Some(b)) => compare(&a, &b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        if order.is_ne() {
            return turned(order, query);
        }
    }
    match orders.first().filter(|query| query.attribute.as_deref() == Some("$createdAt")) {
        Some(leading) => turned(a.at.cmp(&b.at), leading),
        None => a.at.cmp(&b.at),
    }
}

fn letters() -> impl Strategy<Value = String> {
    "[abAB%_]{0,3}"
}

fn moments() -> impl Strategy<Value = i64> {
    (0..6i64).prop_map(|seconds| seconds * 1000)
}

fn notes() -> impl Strategy<Value = Vec<Note>> {
    let tags = prop::collection::vec("[ab]", 0..3);
    let note = (
        prop::option::of(letters()),
        prop::option::of(0..4i64),
        prop::option::of(any::<bool>()),
        prop::option::of(moments()),
        prop::option::of(tags),
        moments(),
        any::<bool>(),
    );
    prop::collection::vec(note, 0..24).prop_map(|notes| {
        let numbered = notes.into_iter().enumerate();
        numbered
            .map(|(at, (title, stars, done, due, tags, created, readable))| Note {
                at,
                title,
                stars,
                done,
                due,
                tags,
                created,
                readable,
            })
            .collect()
    })
}

/// An attribute and a value it could be compared with.
fn compared() -> impl Strategy<Value = (&'static str, Value)> {
    let date = |at: i64| json!(Timestamp::from_millis(at));
    prop_oneof![
        letters().prop_map(|text| ("title", json!(text))),
        (0..4i64).prop_map(|stars| ("stars", json!(stars))),
        any::<bool>().prop_map(|done| ("done", json!(done))),
        moments().prop_map(move |at| ("due", date(at))),
        moments().prop_map(move |at| ("$createdAt", date(at))),
        (0..24usize).prop_map(|at| ("$id", json!(format!("n{at}")))),
    ]
}

fn query(method: Method, attribute: &str, values: Vec<Value>) -> Query {
    Query { method, attribute: Some(attribute.to_owned()), values }
}

fn conditions() -> impl Strategy<Value = Query> {
    let scalar = prop::sample::select(vec![
        Method::Equal,
        Method::NotEqual,
        Method::LessThan,
        Method::LessThanEqual,
        Method::GreaterThan,
        Method::GreaterThanEqual,
    ]);
    let text = prop::sample::select(vec![
        Method::StartsWith,
        Method::NotStartsWith,
        Method::EndsWith,
        Method::NotEndsWith,
        Method::Contains,
        Method::NotContains,
    ]);
    let list = prop::sample::select(vec![
        Method::Contains,
        Method::NotContains,
        Method::ContainsAny,
        Method::ContainsAll,
    ]);
    let range = prop::sample::select(vec![Method::Between, Method::NotBetween]);
    let nothing = prop::sample::select(vec![Method::IsNull, Method::IsNotNull]);
    let any_column = prop::sample::select(vec!["title", "stars", "done", "due", "tags"]);
    let leaf = prop_oneof![
        4 => (scalar, compared()).prop_map(|(method, (on, value))| query(method, on, vec![value])),
        1 => (letters(), letters()).prop_map(|(a, b)| query(Method::Equal, "title", vec![a.into(), b.into()])),
        1 => (text, letters()).prop_map(|(method, text)| query(method, "title", vec![text.into()])),
        1 => (list, prop::collection::vec("[ab]", 1..3)).prop_map(|(method, tags)| {
            query(method, "tags", tags.into_iter().map(Value::from).collect())
        }),
        1 => (range, 0..4i64, 0..4i64).prop_map(|(method, a, b)| query(method, "stars", vec![a.into(), b.into()])),
        1 => (nothing, any_column).prop_map(|(method, on)| query(method, on, vec![])),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        let some = prop::collection::vec(inner, 2..4);
        prop_oneof![some.clone().prop_map(Query::or), some.prop_map(Query::and)]
    })
}

fn orders() -> impl Strategy<Value = Vec<Query>> {
    let method = prop::sample::select(vec![Method::OrderAsc, Method::OrderDesc]);
    let column = prop::sample::select(vec!["title", "stars", "due", "$createdAt", "$id"]);
    prop::collection::vec((method, column).prop_map(|(method, on)| query(method, on, vec![])), 0..3)
}

/// A table that holds these notes.
fn kept(notes: &[Note]) -> (Connection, std::sync::Arc<Table>) {
    let (conn, catalog) = database(DEPLOYMENT);
    let table = catalog.table(&conn, &"db".parse().unwrap(), &"notes".parse().unwrap()).unwrap();
    let reader = Grants::parse(&json!(["read(\"user:ana\")", "read(\"users\")"]), crate::access::Thing::Item);
    let reader = reader.unwrap();
    for note in notes {
        let text = |text: &Option<String>| text.clone().map_or(Sql::Null, Sql::Text);
        let whole = |number: Option<i64>| number.map_or(Sql::Null, Sql::Integer);
        let values = vec![
            text(&note.title),
            whole(note.stars),
            whole(note.done.map(i64::from)),
            whole(note.due),
            text(&note.tags.as_ref().map(|tags| json!(tags).to_string())),
        ];
        let grants = if note.readable { reader.clone() } else { Grants::default() };
        let at = Timestamp::from_millis(note.created);
        insert(&conn, &table, &note.id().parse().unwrap(), at, at, &grants, values).unwrap();
    }
    (conn, table)
}

fn answered(
    (conn, table): &(Connection, std::sync::Arc<Table>),
    caller: &Caller,
    queries: &[&[Query]],
) -> Result<(Vec<String>, i64)> {
    let plan = Plan::compile(&queries.concat(), &**table)?;
    let (rows, total) = list(conn, table, caller, plan, true)?;
    Ok((rows.into_iter().map(|row| row.id.to_string()).collect(), total))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn lists_are_what_going_through_every_row_would_give(
        notes in notes(),
        conditions in prop::collection::vec(conditions(), 0..3),
        orders in orders(),
    ) {
        let town = kept(&notes);
        for (caller, sees_all) in [(Caller::key(None), true), (person("ana"), false)] {
            let fits = |note: &&Note| {
                (sees_all || note.readable) && conditions.iter().all(|query| holds(query, note))
            };
            let mut expected: Vec<&Note> = notes.iter().filter(fits).collect();
            expected.sort_by(|a, b| before(&orders, a, b));
            let expected: Vec<String> = expected.into_iter().map(Note::id).collect();
            let (found, total) =
                answered(&town, &caller, &[&conditions, &orders, &[Query::limit(100)]]).unwrap();
            prop_assert_eq!(&found, &expected);
            prop_assert_eq!(total, expected.len() as i64);
        }
    }

    #[test]
    fn pages_put_together_are_the_list(
        notes in notes(),
        conditions in prop::collection::vec(conditions(), 0..2),
        orders in orders(),
        size in 1..5usize,
    ) {
        let town = kept(&notes);
        let caller = person("ana");
        let limit = Query::limit(u32::try_from(size).unwrap());
        let ask = |more: &[Query]| answered(&town, &caller, &[&conditions, &orders, more]).map(|found| found.0);
        let whole = ask(&[Query::limit(100)]).unwrap();
        let has_order = |id: &String| {
            let note = notes.iter().find(|note| note.id() == *id).unwrap();
            orders.iter().all(|query| note.value(query.attribute.as_deref().unwrap()).is_some())
        };
        for (at, id) in whole.iter().enumerate() {
            let before = Query { method: Method::CursorBefore, ..Query::cursor_after(id) };
            let (next, previous) =
                (ask(&[Query::cursor_after(id), limit.clone()]), ask(&[before, limit.clone()]));
            if has_order(id) {
                prop_assert_eq!(next.unwrap(), &whole[at + 1..(at + 1 + size).min(whole.len())]);
                prop_assert_eq!(previous.unwrap(), &whole[at.saturating_sub(size)..at]);
            } else {
                prop_assert_eq!(next.unwrap_err().kind, Kind::QueryOrderNull);
            }
        }
    }
}
