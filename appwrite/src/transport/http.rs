//! Over the network, to a remote Appwrite.

use super::{Answer, Call, Sending, Transport, TransportError, Verb};

/// One pool of connections for every caller. It keeps no cookies and no credentials.
#[derive(Clone)]
pub struct Http {
    http: reqwest::Client,
    endpoint: String,
}

impl Http {
    /// `endpoint` includes `/v1`. Fails when the system offers no TLS to speak with.
    pub fn new(endpoint: &str) -> Result<Self, TransportError> {
        // Only the first call in a process installs it; the provider is the same each time.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(45)) // a function may take 30
            .build()
            .map_err(|cause| TransportError(cause.to_string()))?;
        Ok(Self { http, endpoint: endpoint.trim_end_matches('/').to_owned() })
    }
}

impl Transport for Http {
    fn send(&self, call: Call) -> Sending<'_> {
        Box::pin(async move {
            let method = match call.verb {
                Verb::Get => reqwest::Method::GET,
                Verb::Post => reqwest::Method::POST,
                Verb::Put => reqwest::Method::PUT,
                Verb::Patch => reqwest::Method::PATCH,
                Verb::Delete => reqwest::Method::DELETE,
            };
            let mut request =
                self.http.request(method, format!("{}{}", self.endpoint, call.path_and_query()));
            for (name, value) in call.all_headers() {
                request = request.header(name, value);
            }
            // An address can hold queries about people, so errors are told without it.
            let broken = |cause: reqwest::Error| TransportError(cause.without_url().to_string());
            let response = request.body(call.body_bytes()).send().await.map_err(broken)?;
            let status = response.status().as_u16();
            Ok(Answer { status, body: response.bytes().await.map_err(broken)? })
        })
    }
}
