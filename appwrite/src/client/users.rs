//! Everybody's accounts, for an API key.

use serde_json::json;

use super::{Client, Result, query_params};
use crate::{
    transport::Verb,
    wire::{Id, Query, Session, User, UserList},
};

pub struct Users<'a>(pub(super) &'a Client);

impl Users<'_> {
    /// Errors: `user_already_exists`.
    pub async fn create(
        &self,
        id: &Id,
        email: Option<&str>,
        password: Option<&str>,
        name: &str,
    ) -> Result<User> {
        let body = json!({ "userId": id, "email": email, "password": password, "name": name });
        self.0.json(Verb::Post, "/users".into(), body).await
    }

    /// Errors: `user_not_found`.
    pub async fn get(&self, id: &Id) -> Result<User> {
        self.0.get(format!("/users/{id}"), vec![]).await
    }

    pub async fn list(&self, queries: &[Query]) -> Result<UserList> {
        self.0.get("/users".into(), query_params(queries)).await
    }

    pub async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete(format!("/users/{id}")).await
    }

    /// A session for this person, with its secret.
    pub async fn create_session(&self, id: &Id) -> Result<Session> {
        self.0.json(Verb::Post, format!("/users/{id}/sessions"), json!({})).await
    }
}
