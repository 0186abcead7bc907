//! Databases: what tables are in.

pub(crate) mod store;
