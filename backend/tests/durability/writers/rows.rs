//! Rows that are made, changed and deleted, and some that are refused.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use super::{Acks, Name};
use crate::{
    api::{Api, answer},
    ledger::Ledger,
};

const NOTES: &str = "/tablesdb/hall/tables/notes/rows";
const PAIRS: &str = "/tablesdb/hall/tables/pairs/rows";

/// Notes by their titles, pairs by the first of the two.
#[derive(Default)]
pub(crate) struct Rows {
    notes: Ledger<String>,
    pairs: Ledger<String>,
}

impl Rows {
    pub(super) fn merge(&mut self, other: Self) {
        self.notes.merge(other.notes);
        self.pairs.merge(other.pairs);
    }

    pub(super) async fn check(&mut self, api: &Api) {
        self.notes.settle(&found(api, NOTES, "title").await);
        self.pairs.settle(&found(api, PAIRS, "one").await);
    }
}

async fn found(api: &Api, path: &str, column: &str) -> BTreeMap<String, String> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = api.all(path, "rows").await;
    rows.iter().map(|row| (text(row, "$id"), text(row, column))).collect()
}

/// Writes until the process is killed.
pub(super) async fn write(name: Name, api: &Api, acks: &Acks) -> Rows {
    let mut rows = Rows::default();
    let mut n = 0;
    while one(&mut rows, &name.id(n), n, api, acks).await.is_some() {
        n += 1;
    }
    rows
}

/// One note's life, and a pair that there may be only once.
async fn one(rows: &mut Rows, id: &str, n: usize, api: &Api, acks: &Acks) -> Option<()> {
    let send = async |method, path: &str, body: Value, status| {
        let (answered, said) = answer(api.request(method, path).json(&body)).await?;
        assert_eq!(answered, status, "{said}");
        acks.send_modify(|count| *count += 1);
        Some(())
    };
    let note = format!("{NOTES}/{id}");
    let title = |title: &str| json!({ "title": title });

    rows.notes.begin(id, Some("new".into()));
    let body = json!({ "rowId": id, "data": title("new"), "permissions": ["read(\"users\")"] });
    send(Method::POST, NOTES, body, 201).await?;
    rows.notes.acknowledge(id);

    rows.notes.begin(id, Some("changed".into()));
    let body = json!({ "data": title("changed"), "permissions": ["read(\"any\")"] });
    send(Method::PATCH, &note, body, 200).await?;
    rows.notes.acknowledge(id);

    if n % 3 == 2 {
        rows.notes.begin(id, None);
        send(Method::DELETE, &note, Value::Null, 204).await?;
        rows.notes.acknowledge(id);
    }

    let pair = json!({ "one": id, "two": "other" });
    rows.pairs.begin(id, Some(id.to_owned()));
    send(Method::POST, PAIRS, json!({ "rowId": id, "data": pair }), 201).await?;
    rows.pairs.acknowledge(id);
    // It is refused at its last step, when the row itself is written already; nothing of it may stay.
    send(Method::POST, PAIRS, json!({ "rowId": format!("{id}-again"), "data": pair }), 409).await
}
