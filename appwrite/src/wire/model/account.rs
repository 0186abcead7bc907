use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::wire::{Id, Timestamp};

/// A person, as they see themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    #[serde(rename = "$id")]
    pub id: Id,
    /// Empty for an anonymous account.
    pub name: String,
    /// Empty for an anonymous account.
    pub email: String,
    pub registration: Timestamp,
    pub status: bool,
    #[serde(default)]
    pub email_verification: bool,
    #[serde(default)]
    pub labels: Vec<String>,
    #[serde(default)]
    pub prefs: Map<String, Value>,
}

/// A person, as an API key sees them.
pub type User = Account;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UserList {
    pub total: u64,
    pub users: Vec<User>,
}

/// One sign-in of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    #[serde(rename = "$id")]
    pub id: Id,
    #[serde(rename = "$createdAt")]
    pub created_at: Timestamp,
    #[serde(rename = "$updatedAt")]
    pub updated_at: Timestamp,
    pub user_id: Id,
    pub expire: Timestamp,
    pub provider: String,
    #[serde(default)]
    pub client_name: String,
    #[serde(default)]
    pub os_name: String,
    pub current: bool,
    /// The bearer secret, only in the answer that makes the session and only for an API key; else empty.
    pub secret: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionList {
    pub total: u64,
    pub sessions: Vec<Session>,
}

/// A short-lived token that speaks for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jwt {
    pub jwt: String,
}
