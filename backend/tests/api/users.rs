//! `/users`.

mod create;
mod delete;
mod jwts;
mod list;
mod older;
mod sessions;
mod tokens;
mod update;
