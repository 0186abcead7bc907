//! Straight into a router in this process: no socket, no second code path.

use axum::{Router, body::Body, http::Request};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::{Answer, Call, Sending, Transport, TransportError};

/// A router that serves the API under `/v1`.
#[derive(Clone)]
pub struct InProcess(pub Router);

impl Transport for InProcess {
    fn send(&self, call: Call) -> Sending<'_> {
        Box::pin(async move {
            let mut request =
                Request::builder().method(call.verb.as_str()).uri(format!("/v1{}", call.path_and_query()));
            for (name, value) in call.all_headers() {
                request = request.header(name, value);
            }
            let broken = |cause: &dyn std::fmt::Display| TransportError(cause.to_string());
            let request = request.body(Body::from(call.body_bytes())).map_err(|cause| broken(&cause))?;
            let response = self.0.clone().oneshot(request).await.map_err(|never| match never {})?;
            let status = response.status().as_u16();
            let body = response.into_body().collect().await.map_err(|cause| broken(&cause))?;
            Ok(Answer { status, body: body.to_bytes() })
        })
    }
}
