//! The caller's own account.

use serde_json::{Map, Value, json};

use super::{Client, Result};
use crate::{
    transport::Verb,
    wire::{self, Id, Jwt, Session, SessionList},
};

pub struct Account<'a>(pub(super) &'a Client);

impl Account<'_> {
    /// Makes an account; makes no session. Errors: `user_already_exists`.
    pub async fn create(&self, id: &Id, email: &str, password: &str, name: &str) -> Result<wire::Account> {
        let body = json!({ "userId": id, "email": email, "password": password, "name": name });
        self.0.json(Verb::Post, "/account".into(), body).await
    }

    /// Who the caller is. Errors: `general_unauthorized_scope` for a guest.
    pub async fn get(&self) -> Result<wire::Account> {
        self.0.get("/account".into(), vec![]).await
    }

    /// Signs in. The answer has the secret only for an API key. Errors: `user_invalid_credentials`.
    pub async fn create_email_password_session(&self, email: &str, password: &str) -> Result<Session> {
        self.0
            .json(
                Verb::Post,
                "/account/sessions/email".into(),
                json!({ "email": email, "password": password }),
            )
            .await
    }

    /// Signs in as somebody new and nameless.
    pub async fn create_anonymous_session(&self) -> Result<Session> {
        self.0.json(Verb::Post, "/account/sessions/anonymous".into(), json!({})).await
    }

    pub async fn list_sessions(&self) -> Result<SessionList> {
        self.0.get("/account/sessions".into(), vec![]).await
    }

    /// Ends one session; `current` names the caller's own.
    pub async fn delete_session(&self, id: &str) -> Result<()> {
        self.0.delete(format!("/account/sessions/{id}")).await
    }

    pub async fn delete_sessions(&self) -> Result<()> {
        self.0.delete("/account/sessions".into()).await
    }

    /// A token that speaks for the caller for 15 minutes. Needs a session.
    pub async fn create_jwt(&self) -> Result<Jwt> {
        self.0.json(Verb::Post, "/account/jwts".into(), json!({})).await
    }

    pub async fn update_name(&self, name: &str) -> Result<wire::Account> {
        self.0.json(Verb::Patch, "/account/name".into(), json!({ "name": name })).await
    }

    /// Whatever programs want to remember of the caller, in the place of all there was.
    pub async fn update_prefs(&self, prefs: &Map<String, Value>) -> Result<wire::Account> {
        self.0.json(Verb::Patch, "/account/prefs".into(), json!({ "prefs": prefs })).await
    }

    /// A new address. Needs the password; an account that never had one gets this one, and so an anonymous account
    /// becomes a full one. Errors: `user_target_already_exists`, `user_invalid_credentials`.
    pub async fn update_email(&self, email: &str, password: &str) -> Result<wire::Account> {
        let body = json!({ "email": email, "password": password });
        self.0.json(Verb::Patch, "/account/email".into(), body).await
    }

    /// A new password. Needs the old one, unless there never was one. Errors: `user_invalid_credentials`.
    pub async fn update_password(&self, password: &str, old: Option<&str>) -> Result<wire::Account> {
        let body = match old {
            Some(old) => json!({ "password": password, "oldPassword": old }),
            None => json!({ "password": password }),
        };
        self.0.json(Verb::Patch, "/account/password".into(), body).await
    }
}
