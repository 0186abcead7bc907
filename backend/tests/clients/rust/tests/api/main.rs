//! What AppChat asks of Appwrite, and the presences, through Appwrite's own Rust client.

mod account;
mod files;
mod functions;
mod presences;
mod rows;
mod users;
