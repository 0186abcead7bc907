//! The API from outside, laid out as its addresses are. Everybody in it speaks over real sockets only.
//!
//! The same tests run twice: here against the backend's router alone, and from `shipped.rs`, a test of the crate
//! `server`, behind everything that the shipped binary puts in front of it.

#![allow(clippy::unwrap_used, reason = "what fails here is a test")]

mod account;
mod avatars;
mod compatibility;
mod front;
mod functions;
mod health;
mod isolation;
mod presences;
mod project;
mod rate_limits;
mod realtime;
mod served;
mod storage;
mod tables;
mod town;
mod users;
