//! `/users`.

mod create;
mod delete;
mod jwts;
mod list;
mod sessions;
mod tokens;
mod update;
