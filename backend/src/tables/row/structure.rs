//! Whether data fits a table's columns, and what it is in SQL if it does. The words of a refusal are upstream's, which
//! says "document" and "attribute" of rows and columns too.

use std::cmp::Ordering;

use rusqlite::types::Value as Sql;
use serde_json::{Map, Number, Value};

use crate::{
    config::{ColumnKind, ColumnSpec},
    error::{Error, Kind, Result},
    params::parse_date,
    tables::definition::Table,
};

mod format;

pub(crate) use format::Format;

/// Members of a row that are not columns. Whoever reads a row may send it back with them.
const SYSTEM: [&str; 8] = [
    "$id",
    "$sequence",
    "$databaseId",
    "$tableId",
    "$collectionId",
    "$permissions",
    "$createdAt",
    "$updatedAt",
];

/// A whole new row: every column's value in the table's order, defaults filled in.
pub(super) fn complete(table: &Table, data: &Map<String, Value>) -> Result<Vec<Sql>> {
    let mut values: Vec<Sql> = table.columns.iter().map(|column| column.default()).collect();
    merge(table, &mut values, data, Nulls::MeanDefault)?;
    Ok(values)
}

/// Puts what is given in its place and leaves the rest as it is. Errors: `row_invalid_structure`; `values` is then
/// not to be used.
pub(super) fn change(table: &Table, values: &mut [Sql], data: &Map<String, Value>) -> Result<()> {
    merge(table, values, data, Nulls::AreStored)
}

#[derive(Clone, Copy, PartialEq)]
enum Nulls {
    MeanDefault,
    AreStored,
}

fn merge(table: &Table, values: &mut [Sql], data: &Map<String, Value>, nulls: Nulls) -> Result<()> {
    for (column, value) in table.columns.iter().zip(values.iter_mut()) {
        match data.get(column.spec.key.as_str()) {
            Some(Value::Null) if nulls == Nulls::AreStored => *value = Sql::Null,
            // A placeholder until the types are checked: what is missing or unknown is said first.
            Some(given) if !given.is_null() => *value = Sql::Integer(0),
            _ => {}
        }
    }
    for (column, value) in table.columns.iter().zip(values.iter()) {
        if column.spec.required && *value == Sql::Null {
            return Err(refused(format!("Missing required attribute \"{}\"", column.spec.key)));
        }
    }
    if let Some(unknown) =
        data.keys().find(|key| !SYSTEM.contains(&key.as_str()) && table.column(key).is_none())
    {
        return Err(refused(format!("Unknown attribute: \"{unknown}\"")));
    }
    for (column, value) in table.columns.iter().zip(values) {
        if let Some(given) = data.get(column.spec.key.as_str()).filter(|given| !given.is_null()) {
            *value = fit(&column.spec, given)
                .map_err(|misfit| refused(misfit.told_of(column.spec.key.as_str())))?;
        }
    }
    Ok(())
}

pub(super) fn refused(why: impl std::fmt::Display) -> Error {
    Error::new(Kind::RowInvalidStructure, format!("Invalid document structure: {why}"))
}

/// Why a value is not one of a column's.
#[derive(Debug, PartialEq)]
pub(crate) struct Misfit {
    /// `type` or `format`.
    what: &'static str,
    /// Which item of a list it is.
    item: Option<usize>,
    /// What would fit.
    rule: String,
}

impl Misfit {
    fn told_of(&self, key: &str) -> String {
        let item = self.item.map(|at| format!("['{at}']")).unwrap_or_default();
        format!("Attribute \"{key}{item}\" has invalid {}. {}", self.what, self.rule)
    }

    /// What would fit, in words.
    pub(crate) fn rule(&self) -> &str {
        &self.rule
    }

    fn of_type(rule: impl Into<String>) -> Self {
        Self { what: "type", item: None, rule: rule.into() }
    }

    fn of_format(rule: impl Into<String>) -> Self {
        Self { what: "format", item: None, rule: rule.into() }
    }
}

/// The value as this column keeps it.
pub(crate) fn fit(spec: &ColumnSpec, value: &Value) -> std::result::Result<Sql, Misfit> {
    if value.is_null() {
        return Ok(Sql::Null);
    }
    if !spec.array {
        return fit_one(spec, value);
    }
    let items = value.as_array().ok_or_else(|| Misfit::of_type("Value must be an array"))?;
    let kept = items.iter().enumerate().map(|(at, item)| {
        let kept = fit_one(spec, item).map_err(|misfit| Misfit { item: Some(at), ..misfit })?;
        // A list is kept as it was sent, but for dates, which are kept as numbers everywhere.
        Ok(match kept {
            Sql::Integer(millis) if spec.kind == ColumnKind::Datetime => millis.into(),
            _ => item.clone(),
        })
    });
    let kept = kept.collect::<std::result::Result<Vec<Value>, Misfit>>()?;
    Ok(Sql::Text(Value::Array(kept).to_string()))
}

fn fit_one(spec: &ColumnSpec, value: &Value) -> std::result::Result<Sql, Misfit> {
    match spec.kind {
        ColumnKind::Integer | ColumnKind::BigInt => {
            let number = value.as_i64().ok_or_else(|| Misfit::of_type("Value must be a valid integer"))?;
            within(spec, value)?;
            Ok(Sql::Integer(number))
        }
        ColumnKind::Double => {
            let number = value.as_f64().ok_or_else(|| Misfit::of_type("Value must be a valid float"))?;
            within(spec, value)?;
            Ok(Sql::Real(number))
        }
        ColumnKind::Boolean => value
            .as_bool()
            .map(|truth| Sql::Integer(truth.into()))
            .ok_or_else(|| Misfit::of_type("Value must be a valid boolean")),
        ColumnKind::Datetime => {
            let at = value.as_str().and_then(parse_date).ok_or_else(|| Misfit::of_type(DATE))?;
            Ok(Sql::Integer(at.millis()))
        }
        ColumnKind::String
        | ColumnKind::Varchar
        | ColumnKind::Text
        | ColumnKind::MediumText
        | ColumnKind::LongText => {
            let longest = spec.longest();
            let text =
                value.as_str().filter(|text| text.chars().count() <= longest as usize).ok_or_else(|| {
                    Misfit::of_type(format!(
                        "Value must be a valid string and no longer than {longest} chars"
                    ))
                })?;
            if let Some(format) = Format::of(spec) {
                format.check(text).map_err(Misfit::of_format)?;
            }
            Ok(Sql::Text(text.to_owned()))
        }
    }
}

pub(super) const DATE: &str = "Value must be valid date between 0000-01-01 00:00:00 and 9999-12-31 23:59:59.";

fn within(spec: &ColumnSpec, value: &Value) -> std::result::Result<(), Misfit> {
    let than = |bound: &Option<Number>| bound.as_ref().map(|bound| compare(value, bound));
    if than(&spec.min).is_none_or(Ordering::is_ge) && than(&spec.max).is_none_or(Ordering::is_le) {
        return Ok(());
    }
    let bound =
        |bound: &Option<Number>, open: &str| bound.as_ref().map_or(open.to_owned(), Number::to_string);
    let (min, max) = (bound(&spec.min, "-INF"), bound(&spec.max, "INF"));
    Err(Misfit::of_format(format!("Value must be a valid range between {min} and {max}")))
}

/// Whole numbers are compared as such, since not all of them are exact as fractions.
pub(crate) fn compare(value: &Value, with: &Number) -> Ordering {
    match (value.as_i64(), with.as_i64()) {
        (Some(value), Some(with)) => value.cmp(&with),
        _ => value.as_f64().unwrap_or_default().total_cmp(&with.as_f64().unwrap_or_default()),
    }
}
