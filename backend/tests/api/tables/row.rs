//! `/tablesdb/:db/tables/:table/rows`, and [`documents`], which are the same: notes are shared row by row, the board is everybody's, pairs are unique.

mod bulk;
mod create;
mod delete;
mod documents;
mod get;
mod heard;
mod increment;
mod list;
mod operators;
mod queries;
mod transactions;
mod update;
mod upsert;

use serde_json::{Value, json};

use crate::town::{Answer, Somebody};

pub(super) const NOTES: &str = "/tablesdb/hall/tables/notes/rows";
pub(super) const BOARD: &str = "/tablesdb/hall/tables/board/rows";
pub(super) const PAIRS: &str = "/tablesdb/hall/tables/pairs/rows";

/// Somebody writes a note with their own permissions.
pub(super) async fn note(somebody: &Somebody, id: &str, title: &str) -> Answer {
    somebody.post(NOTES, json!({ "rowId": id, "data": { "title": title } })).await
}

/// A key writes a note for these readers.
pub(super) async fn shared(key: &Somebody, id: &str, permissions: &[&str]) -> Value {
    let body = json!({ "rowId": id, "data": { "title": id }, "permissions": permissions });
    key.post(NOTES, body).await.ok(201)
}

/// The ids of a list, in its order.
pub(super) fn ids(list: &Value) -> Vec<&str> {
    list["rows"].as_array().unwrap().iter().map(|row| row["$id"].as_str().unwrap()).collect()
}
