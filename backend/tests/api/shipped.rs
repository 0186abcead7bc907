//! The tests of `main.rs` once more, behind everything that the shipped binary puts in front of the backend: its
//! listener with its deadlines and caps, and its layers. A test of the crate `server`.

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
#[path = "shipped/served.rs"]
mod served;
mod storage;
mod tables;
mod town;
mod users;
