//! Columns: what a row's data may be. Each is a typed column of the rows' SQL table.

pub(crate) mod rules;
pub(crate) mod store;
