//! `/functions/{functionId}/variables`: the values a function is given with every run, beside what each run is asked.
//! A secret one is told to its function alone.

use appwrite::{Id, Timestamp};
use axum::{Router, routing::get};
use serde_json::{Value, json};

use crate::Backend;

mod create;
mod delete;
mod list;
mod read;
mod request;
pub(super) mod store;
mod update;

pub(super) fn routes() -> Router<Backend> {
    Router::new().route("/functions/{functionId}/variables", get(list::list).post(create::create)).route(
        "/functions/{functionId}/variables/{variableId}",
        get(read::get).put(update::update).delete(delete::delete),
    )
}

/// One value, under the name its function knows it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable {
    pub(super) id: Id,
    pub(super) key: String,
    pub(super) value: String,
    pub(super) secret: bool,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
}

impl Variable {
    pub(super) fn to_json(&self, function: &Id) -> Value {
        json!({
            "$id": self.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "key": self.key,
            "value": if self.secret { "" } else { self.value.as_str() },
            "secret": self.secret,
            "resourceType": "function",
            "resourceId": function,
        })
    }
}
