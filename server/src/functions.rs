//! The functions this binary carries: the same crates that Appwrite's Rust runtime builds when the backend is remote.

use std::sync::Arc;

use appwrite::Id;
use backend::functions::Function;

/// Every function by the id it has in `appwrite.config.json`.
pub fn handlers() -> Vec<(Id, Arc<dyn Function>)> {
    vec![]
}
