//! In which words rows are answered: those of the address that was asked, in the shape its caller's SDK knows.

use std::convert::Infallible;

use axum::{Json, extract::FromRequestParts, http::request::Parts};
use serde_json::{Map, Value};

use crate::{Backend, params::Format, tables::family::Family};

/// The most rows that one write of many answers with; the total counts them all.
const MOST_TOLD: usize = 100;

#[derive(Clone, Copy)]
pub(super) struct Wording {
    pub(super) family: Family,
    format: Format,
}

impl Wording {
    /// One row.
    pub(super) fn row(self, mut row: Value) -> Json<Value> {
        self.shape(&mut row);
        Json(row)
    }

    /// A list of rows.
    pub(super) fn rows(self, total: i64, mut rows: Vec<Value>) -> Json<Value> {
        rows.iter_mut().for_each(|row| self.shape(row));
        let mut list = Map::new();
        list.insert("total".into(), total.into());
        list.insert(self.family.word("rows").into(), rows.into());
        Json(list.into())
    }

    /// The rows that were written together.
    pub(super) fn written(self, mut rows: Vec<Value>) -> Json<Value> {
        let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        rows.truncate(MOST_TOLD);
        self.rows(total, rows)
    }

    /// Until 1.9 the number of a row was a number.
    fn shape(self, row: &mut Value) {
        if self.format.before(1, 9)
            && let Some(sequence) = row.get_mut("$sequence")
            && let Some(number) = sequence.as_str().and_then(|text| text.parse::<i64>().ok())
        {
            *sequence = number.into();
        }
    }
}

impl FromRequestParts<Backend> for Wording {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, backend: &Backend) -> Result<Self, Infallible> {
        Ok(Self {
            family: Family::from_request_parts(parts, backend).await?,
            format: Format::from_request_parts(parts, backend).await?,
        })
    }
}
