//! The words for a request whose body came too slowly. Its handler sees a body that breaks off and knows no more; here
//! its answer becomes a 408 in the shape that its caller reads.

use app::AppError;
use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::refusal::{api_refusal, refusal_with};
use crate::listen::Arrival;

const WORDS: &str = "That came in too slowly. Check your connection, then try again.";

/// For everything. An answer that says the request was carried out stays.
pub(crate) async fn explain(request: Request, next: Next) -> Response {
    let arrival = request.extensions().get::<Arrival>().cloned().unwrap_or_default();
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    if !arrival.is_too_slow() || response.status().is_success() {
        return response;
    }
    tracing::debug!("a request's body came too slowly and was given up");
    let status = StatusCode::REQUEST_TIMEOUT;
    let answer = if path.starts_with("/v1/") {
        api_refusal(status, "general_bad_request", WORDS)
    } else if path.starts_with("/api/") {
        refusal_with(status, &AppError::refused(WORDS))
    } else {
        (status, WORDS).into_response()
    };
    ([(header::CACHE_CONTROL, "no-store")], answer).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, middleware, routing::post};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    /// What a handler's answer becomes.
    async fn answer(path: &str, arrival: Arrival, status: StatusCode) -> (StatusCode, String) {
        let app = Router::new()
            .route("/{*any}", post(move || async move { (status, "the handler's") }))
            .layer(middleware::from_fn(explain));
        let mut request = Request::post(path).body(Body::empty()).unwrap();
        request.extensions_mut().insert(arrival);
        let answer = app.oneshot(request).await.unwrap();
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_body_that_came_too_slowly_is_answered_in_the_shape_its_caller_reads() {
        let said = async |path| {
            let (status, body) = answer(path, Arrival::too_slow(), StatusCode::UNPROCESSABLE_ENTITY).await;
            assert_eq!(status, StatusCode::REQUEST_TIMEOUT);
            body
        };
        assert_eq!(said("/api/send_snap").await, format!("{{\"Refused\":\"{WORDS}\"}}"));
        let error: appwrite::wire::Error = serde_json::from_str(&said("/v1/storage/x").await).unwrap();
        assert_eq!((error.code, error.message.as_str()), (408, WORDS));
        assert_eq!(said("/elsewhere").await, WORDS);
    }

    #[tokio::test]
    async fn other_answers_stay_as_they_are() {
        for (arrival, status) in [
            (Arrival::default(), StatusCode::UNPROCESSABLE_ENTITY),
            (Arrival::default(), StatusCode::OK),
            (Arrival::too_slow(), StatusCode::CREATED),
        ] {
            assert_eq!(answer("/api/x", arrival, status).await, (status, "the handler's".to_owned()));
        }
    }
}
