//! `/tablesdb`.

mod provisioning;
mod row;
mod schema;
mod unknown;
