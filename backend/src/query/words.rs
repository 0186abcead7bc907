//! Words in text, found by a fulltext index.

use appwrite::wire::{Method, Query};
use rusqlite::types::Value as Sql;
use serde_json::Value;

use super::Schema;
use crate::error::Result;

/// Where the words of one attribute are indexed, as SQL: a table of the kind FTS5 whose row numbers are the rows'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) table: String,
    pub(crate) column: String,
}

/// The condition that a text holds any of the words asked for, of which the last may be the beginning of one; or, where
/// they stand in quotes, that it holds them in this order.
pub(super) fn compile(query: &Query, schema: &dyn Schema, arguments: &mut Vec<Sql>) -> Result<String> {
    let family = schema.family();
    let attribute = query.attribute.as_deref().unwrap_or_default();
    let Some(Words { table, column }) = schema.words(attribute) else {
        return Err(
            family.error(format!("Searching by attribute \"{attribute}\" requires a fulltext index."))
        );
    };
    let [Value::String(text)] = query.values.as_slice() else {
        let invalid = format!("Invalid query: Query value is invalid for attribute \"{attribute}\"");
        return Err(family.error(invalid));
    };
    let not = query.method == Method::NotSearch;
    let Some(expression) = expression(text) else {
        return Ok(if not { "TRUE" } else { "FALSE" }.into());
    };
    arguments.push(Sql::Text(format!("{{{column}}} : ({expression})")));
    let not = if not { "NOT " } else { "" };
    Ok(format!("seq {not}IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"))
}

/// What is searched for in the language of FTS5. Only letters and digits pass, so nothing in it is an operator there.
fn expression(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return None;
    }
    let text = text.trim();
    if text.len() > 2 && text.starts_with('"') && text.ends_with('"') {
        return Some(format!("\"{}\"", words.join(" ")));
    }
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(format!("{} *", words.join(" OR ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_searched_for_is_only_ever_words() {
        assert_eq!(expression("red fox").as_deref(), Some("\"red\" OR \"fox\" *"));
        assert_eq!(expression("\"red fox\"").as_deref(), Some("\"red fox\""));
        assert_eq!(
            expression("a\" OR b:c NEAR(d) -e").as_deref().map(|text| text.matches('"').count()),
            Some(14)
        );
        for nothing in ["", "  ", "\"\"", "*", "-\"("] {
            assert_eq!(expression(nothing), None, "{nothing}");
        }
    }
}
