//! From a browser, by `fetch` to its own origin: the cookie is the credential.

use gloo_net::http::RequestBuilder;
use send_wrapper::SendWrapper;

use super::{Answer, Body, Call, Sending, Transport, TransportError, Verb};

/// The page's own origin, under `/v1`.
#[derive(Clone, Copy, Default)]
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, call: Call) -> Sending<'_> {
        // The browser has one thread; the wrapper says so to the type system.
        Box::pin(SendWrapper::new(async move {
            let broken = |cause: gloo_net::Error| TransportError(cause.to_string());
            let method = match call.verb {
                Verb::Get => gloo_net::http::Method::GET,
                Verb::Post => gloo_net::http::Method::POST,
                Verb::Put => gloo_net::http::Method::PUT,
                Verb::Patch => gloo_net::http::Method::PATCH,
                Verb::Delete => gloo_net::http::Method::DELETE,
            };
            let mut request = RequestBuilder::new(&format!("/v1{}", call.path_and_query())).method(method);
            for (name, value) in call.all_headers() {
                request = request.header(name, value);
            }
            let response = match &call.body {
                Body::Empty => request.send().await,
                Body::Bytes { bytes, .. } => {
                    let bytes = js_sys::Uint8Array::from(bytes.as_ref());
                    request.body(bytes).map_err(broken)?.send().await
                }
            }
            .map_err(broken)?;
            let body = response.binary().await.map_err(broken)?;
            Ok(Answer { status: response.status(), body: body.into() })
        }))
    }
}
