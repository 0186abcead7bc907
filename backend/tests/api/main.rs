//! The API from outside, laid out as its addresses are. Everybody in it speaks over real sockets only.

#![allow(clippy::unwrap_used, reason = "what fails here is a test")]

mod account;
mod avatars;
mod compatibility;
mod data_folder;
mod front;
mod functions;
mod health;
mod isolation;
mod logs;
mod presences;
mod project;
mod rate_limits;
mod realtime;
mod storage;
mod tables;
mod town;
mod users;
