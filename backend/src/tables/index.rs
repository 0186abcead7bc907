//! Indexes: how rows are found fast, and what may not be twice. Each is an index of the rows' SQL table.

pub(crate) mod store;
