//! `/account`.

mod at_rest;
mod create;
mod email;
mod events;
mod get;
mod jwts;
mod mail;
mod name;
mod password;
mod prefs;
mod sessions;
mod status;
