//! A person as they are stored, and as they are shown: to themselves, and to an API key.

use appwrite::{Id, Timestamp};
use serde_json::{Map, Value, json};

use crate::{account::password, secrets::digest};

/// Everything kept about one person.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct User {
    pub(crate) id: Id,
    pub(crate) name: String,
    /// Lower case; none for an anonymous account.
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    /// The password's hash, if there is a password.
    pub(crate) password: Option<String>,
    /// None for an account that never had a password.
    pub(crate) password_updated: Option<Timestamp>,
    /// False for a blocked account.
    pub(crate) active: bool,
    pub(crate) email_verified: bool,
    pub(crate) phone_verified: bool,
    pub(crate) labels: Vec<String>,
    pub(crate) prefs: Map<String, Value>,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// When they were last seen, to the day.
    pub(crate) accessed: Timestamp,
}

impl User {
    /// Somebody new, of whom nothing is known yet.
    pub(crate) fn new(id: Id, now: Timestamp) -> Self {
        Self {
            id,
            name: String::new(),
            email: None,
            phone: None,
            password: None,
            password_updated: None,
            active: true,
            email_verified: false,
            phone_verified: false,
            labels: vec![],
            prefs: Map::new(),
            created: now,
            updated: now,
            accessed: now,
        }
    }

    /// As the person sees themselves, and as events tell it.
    pub(crate) fn account(&self) -> Value {
        json!({
            "$id": self.id,
            "$createdAt": self.created,
            "$updatedAt": self.updated,
            "name": self.name,
            "registration": self.created,
            "status": self.active,
            "labels": self.labels,
            "passwordUpdate": self.password_updated.map(|at| at.to_string()).unwrap_or_default(),
            "email": self.email.as_deref().unwrap_or_default(),
            "phone": self.phone.as_deref().unwrap_or_default(),
            "emailVerification": self.email_verified,
            "emailCanonical": null,
            "emailIsFree": null,
            "emailIsDisposable": null,
            "emailIsCorporate": null,
            "emailIsCanonical": null,
            "phoneVerification": self.phone_verified,
            "mfa": false,
            "prefs": self.prefs,
            "targets": self.targets(),
            "accessedAt": self.accessed,
            "impersonator": null,
            "impersonatorUserId": null,
        })
    }

    /// As an API key sees them.
    pub(crate) fn user(&self) -> Value {
        let mut user = self.account();
        user["password"] = json!(self.password);
        user["hash"] = json!("argon2");
        user["hashOptions"] = password::options();
        user
    }

    /// Where messages can reach them. A target goes with its address, so it is made from it and stored nowhere.
    fn targets(&self) -> Vec<Value> {
        let target = |kind: &str, identifier: &Option<String>| {
            let identifier = identifier.as_ref()?;
            let id: String = digest(&format!("{kind}:{}", self.id)).chars().take(20).collect();
            Some(json!({
                "$id": id,
                "$createdAt": self.created,
                "$updatedAt": self.updated,
                "name": "",
                "userId": self.id,
                "providerId": null,
                "providerType": kind,
                "identifier": identifier,
                "expired": false,
            }))
        };
        target("email", &self.email).into_iter().chain(target("sms", &self.phone)).collect()
    }
}
