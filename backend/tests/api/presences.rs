//! `/presences`.

mod delete;
mod expiry;
mod get;
mod idle_hour;
mod list;
mod pace;
mod update;
mod upsert;

use serde_json::{Value, json};

/// What a key says for somebody who lets these read it.
pub(crate) fn said_for(user: &str, readers: &[&str]) -> Value {
    let read = readers.iter().map(|reader| format!("read(\"{reader}\")"));
    let own = ["update", "delete"].map(|action| format!("{action}(\"user:{user}\")"));
    let permissions: Vec<String> = read.chain(own).collect();
    json!({ "userId": user, "status": "online", "permissions": permissions })
}
