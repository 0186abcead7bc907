//! The API as a key speaks to it, for as long as there is somebody to answer.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::Value;

/// Cheap to clone; every clone speaks over the same connections.
#[derive(Clone)]
pub(crate) struct Api {
    http: reqwest::Client,
    endpoint: String,
    project: String,
    key: String,
}

/// A status, and a body.
pub(crate) type Answer = (u16, Value);

impl Api {
    /// Of the backend that said this when it was ready.
    pub(crate) fn new(ready: &Value) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let word = |name: &str| ready[name].as_str().unwrap().to_owned();
        Self {
            http: reqwest::Client::builder().timeout(Duration::from_secs(60)).build().unwrap(),
            endpoint: word("endpoint"),
            project: word("project"),
            key: word("key"),
        }
    }

    /// A request with the key.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.anonymous(method, path).header("x-appwrite-key", &self.key)
    }

    fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.endpoint);
        self.http.request(method, url).header("x-appwrite-project", &self.project)
    }

    /// What is there, when nothing can go wrong.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, body) = answer(self.request(Method::GET, path)).await.expect("it is running");
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// All of a list, by its name.
    pub(crate) async fn all(&self, path: &str, name: &str) -> Vec<Value> {
        let limit = r#"{"method":"limit","values":[5000]}"#;
        let limit: String = form_urlencoded::byte_serialize(limit.as_bytes()).collect();
        let mut list = self.get(&format!("{path}?queries[0]={limit}")).await;
        let Value::Array(things) = list[name].take() else { panic!("{path} has no {name}") };
        assert_eq!(list["total"], things.len(), "{path}");
        things
    }

    pub(crate) async fn bytes(&self, path: &str) -> Vec<u8> {
        let answer = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.unwrap().to_vec()
    }

    /// Who it is that holds this session: a user's id, or nobody.
    pub(crate) async fn holder(&self, secret: &str) -> Option<String> {
        let request = self.anonymous(Method::GET, "/account").header("x-appwrite-session", secret);
        let (status, account) = answer(request).await.expect("it is running");
        if status == 401 {
            return None;
        }
        assert_eq!(status, 200, "{account}");
        Some(account["$id"].as_str().unwrap().to_owned())
    }
}

/// What came back, whole; nothing, if the process was killed before.
pub(crate) async fn answer(request: RequestBuilder) -> Option<Answer> {
    let answer = request.send().await.ok()?;
    let status = answer.status().as_u16();
    let body = answer.bytes().await.ok()?;
    Some((status, serde_json::from_slice(&body).unwrap_or_default()))
}
