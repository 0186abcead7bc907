//! Many rows at once, for keys: all of them are written, or none is. A file per verb. Each row is announced by itself.

use appwrite::{Id, Timestamp};
use serde_json::{Map, Value};

use super::request::Data;
use crate::{
    access::{Grants, Thing},
    error::{Error, Kind, Result},
    params::{NewId, Param, Params},
    tables::family::Family,
};

mod create;
mod delete;
mod update;
mod upsert;

pub(super) use create::create;
pub(super) use delete::delete;
pub(super) use update::update;
pub(super) use upsert::upsert;

/// The most rows in one request.
const MOST: usize = 100;

/// Rows as they were sent: their columns, with their ids and permissions among them.
pub(super) struct Rows(Vec<Map<String, Value>>);

impl Param for Rows {
    fn parse(value: &Value) -> std::result::Result<Self, String> {
        let rows = || -> Option<Vec<_>> {
            let rows = value.as_array().filter(|rows| rows.len() <= MOST)?;
            rows.iter().map(|row| Data::parse(row).ok().map(|data| data.0)).collect()
        };
        let rule = || format!("Value must be a valid array of at most {MOST} JSON objects");
        rows().map(Self).ok_or_else(rule)
    }
}

/// The rows that were sent, if any were.
pub(super) fn rows(params: &Params, family: Family) -> Result<Option<Rows>> {
    let rows: Option<Rows> = params.get(family.word("rows"))?;
    Ok(rows.filter(|rows| !rows.0.is_empty()))
}

/// Refuses what is sent beside rows but belongs to a single one. Errors: `general_bad_request`.
pub(super) fn check_alone(params: &Params, family: Family) -> Result<()> {
    let (rows, id) = (family.word("rows"), family.word("rowId"));
    let message = if is_sent(params, "data") {
        format!("You can only send one of the following parameters: data, {rows}")
    } else if is_sent(params, id) {
        format!("Param \"{id}\" is not allowed when creating multiple {rows}, set \"$id\" on each instead.")
    } else if is_sent(params, "permissions") {
        format!(
            "Param \"permissions\" is disallowed when creating multiple {rows}, set \"$permissions\" on each instead"
        )
    } else {
        return Ok(());
    };
    Err(Error::new(Kind::BadRequest, message))
}

/// Whether there is anything in it: some clients send what is empty for what is not there.
fn is_sent(params: &Params, name: &str) -> bool {
    match params.raw(name) {
        None => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
        Some(_) => true,
    }
}

impl Rows {
    /// Each with its id (one of ours, if it has none) and the permissions it names.
    fn read(self, now: Timestamp, family: Family) -> Result<Vec<Sent>> {
        let read = |data: Map<String, Value>| {
            let id = match data.get("$id").filter(|id| !id.is_null()) {
                Some(id) => NewId::parse(id).map_err(|rule| Error::param(family.word("rows"), rule))?,
                None => NewId::default(),
            };
            Ok(Sent { id: id.or_unique(now), permissions: permissions(&data)?, data })
        };
        self.0.into_iter().map(read).collect()
    }
}

/// One of many rows that were sent.
struct Sent {
    id: Id,
    permissions: Option<Grants>,
    data: Map<String, Value>,
}

/// The permissions that were sent among a row's columns, if any were.
fn permissions(data: &Map<String, Value>) -> Result<Option<Grants>> {
    let given = data.get("$permissions").filter(|given| !given.is_null());
    given
        .map(|given| Grants::parse(given, Thing::Item).map_err(|rule| Error::new(Kind::BadRequest, rule)))
        .transpose()
}
