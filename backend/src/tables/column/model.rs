//! A column, as answered.

use serde_json::{Map, Value, json};

use crate::{
    config::ColumnKind,
    tables::{
        definition::Column,
        row::{self, structure::Format},
    },
};

impl Column {
    pub(in crate::tables) fn to_json(&self) -> Value {
        let spec = &self.spec;
        let mut members = Map::new();
        let mut say = |name: &str, value: Value| drop(members.insert(name.to_owned(), value));
        say("key", json!(spec.key));
        say("type", spec.kind.as_str().into());
        // Columns are there as soon as the answer is.
        say("status", "available".into());
        say("error", "".into());
        say("required", spec.required.into());
        say("array", spec.array.into());
        say("$createdAt", json!(self.created));
        say("$updatedAt", json!(self.updated));
        say("default", row::to_json(spec, &self.default()).unwrap_or_default());
        match (spec.kind, Format::of(spec)) {
            (_, Some(format)) => {
                say("format", json!(spec.format));
                if matches!(format, Format::Enum(_)) {
                    say("elements", json!(spec.elements));
                }
            }
            (ColumnKind::String | ColumnKind::Varchar, None) => {
                say("size", spec.longest().into());
                say("encrypt", spec.encrypt.into());
            }
            (ColumnKind::Text | ColumnKind::MediumText | ColumnKind::LongText, None) => {
                say("encrypt", spec.encrypt.into());
            }
            (ColumnKind::Integer | ColumnKind::BigInt | ColumnKind::Double, None) => {
                say("min", json!(spec.min));
                say("max", json!(spec.max));
            }
            (ColumnKind::Datetime, None) => say("format", "".into()),
            (ColumnKind::Boolean, None) => {}
        }
        Value::Object(members)
    }
}
