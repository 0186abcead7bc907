//! What AppChat asks of Appwrite, and the presences, through Appwrite's own Rust client.

#![allow(clippy::unwrap_used, reason = "what fails here is a test")]

mod account;
mod files;
mod functions;
mod presences;
mod rows;
mod users;
