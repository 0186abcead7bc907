//! What a person sees when a page of ours breaks: words, and a reference that the log has too. Nothing of the cause
//! leaves the log.

use std::panic::AssertUnwindSafe;

use appwrite::Id;
use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use futures_util::FutureExt;

use crate::clock::now;

const PAGE: &str = include_str!("mishap/page.html");

/// Answers for what panicked, and puts words in the place of an error that a browser was to show as a page.
pub(crate) async fn explain(request: Request, next: Next) -> Response {
    let path = loggable(request.uri().path()).to_owned();
    let wants_page = shows_a_page(request.method(), request.headers());
    let outcome = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let cause = match outcome {
        Ok(response) if !response.status().is_server_error() => return response,
        // Whoever calls a server function reads its answer; only its log entry is for others.
        Ok(response) if !wants_page => return response,
        Ok(response) => format!("answered {}", response.status()),
        Err(panic) => format!("panicked: {}", words(&*panic)),
    };
    let reference = reference();
    tracing::error!(%reference, path, cause, "a page broke; its visitor was told the reference {reference}");
    let page = Html(PAGE.replace("{reference}", &reference));
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}

/// An invite's address is its secret.
fn loggable(path: &str) -> &str {
    if path.starts_with("/invite/") { "/invite/…" } else { path }
}

fn shows_a_page(method: &Method, headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    matches!(*method, Method::GET | Method::HEAD) && accepted.contains("text/html")
}

/// Short enough to be read out: the end of a fresh id, where its randomness is.
fn reference() -> String {
    let id = Id::unique(now()).to_string();
    id[id.len().saturating_sub(8)..].to_owned()
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without words")
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use axum::{Router, body::Body, middleware, routing::get};
    use http_body_util::BodyExt;
    use tower::ServiceExt;

    use super::*;

    /// A log that can be read again.
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl std::io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    async fn broken() -> Response {
        panic!("a secret detail")
    }

    async fn visit(path: &str, accept: &str) -> (StatusCode, String, String) {
        let log = Log::default();
        let writer = log.clone();
        let subscriber =
            tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
        let guard = tracing::subscriber::set_default(subscriber);
        let pages = Router::new()
            .route("/panics", get(broken))
            .route("/fails", get(|| async { (StatusCode::INTERNAL_SERVER_ERROR, "{\"cause\":1}") }))
            .layer(middleware::from_fn(explain));
        let request = Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).unwrap();
        let answer = pages.oneshot(request).await.unwrap();
        drop(guard);
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap(), logged)
    }

    #[tokio::test]
    async fn a_broken_page_says_sorry_with_the_reference_that_the_log_has() {
        for (path, cause) in [("/panics", "a secret detail"), ("/fails", "answered 500")] {
            let (status, page, log) = visit(path, "text/html,*/*").await;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
            let reference = page.split("<strong>").nth(1).unwrap().split("</strong>").next().unwrap();
            assert_eq!(reference.len(), 8, "{reference}");
            assert!(log.contains(reference) && log.contains(cause), "{log}");
            assert!(!page.contains(cause), "the cause stays in the log");
        }
    }

    #[test]
    fn an_invites_token_stays_out_of_the_log() {
        assert_eq!(loggable("/invite/0123456789abcdef"), "/invite/…");
        assert_eq!(loggable("/app/snap"), "/app/snap");
    }

    #[tokio::test]
    async fn a_program_gets_the_answer_it_can_read() {
        let (status, answer, _) = visit("/fails", "application/json").await;
        assert_eq!((status, answer.as_str()), (StatusCode::INTERNAL_SERVER_ERROR, "{\"cause\":1}"));
    }
}
