//! One call, passed on: the caller's session and what the endpoint reads, nothing else; and the answer's content,
//! none of its cookies.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Upstream, session};
use crate::layers::{own_pages::is_foreign, refusal::api_refusal, visitor::FORWARDED_FOR};

/// Which snap to serve takes a few dozen bytes.
const LONGEST_BODY: usize = 16 * 1024;

/// What an endpoint may need to know of the request, and a browser of the answer.
const ASKED: [HeaderName; 4] =
    [header::ACCEPT, header::CONTENT_TYPE, header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE];
const ANSWERED: [HeaderName; 7] = [
    header::X_CONTENT_TYPE_OPTIONS,
    header::VARY,
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::CACHE_CONTROL,
    header::ETAG,
    header::LAST_MODIFIED,
];

/// Parameters the passed-on endpoints read. `project`, `jwt` and the like would be credentials.
const PARAMETERS: [&str; 7] = ["queries", "total", "ttl", "name", "width", "height", "background"];

pub(super) async fn call(State(upstream): State<Arc<Upstream>>, request: Request) -> Response {
    if is_foreign(request.headers(), upstream.own.as_ref()) {
        return api_refusal(
            StatusCode::FORBIDDEN,
            "general_unknown_origin",
            "This page belongs to another site.",
        );
    }
    pass_on(&upstream, request).await
}

/// A picture, which pages of other sites may show as well. To them it is nobody's: the session stays here.
pub(super) async fn picture(State(upstream): State<Arc<Upstream>>, mut request: Request) -> Response {
    if is_foreign(request.headers(), upstream.own.as_ref()) {
        request.headers_mut().remove(header::COOKIE);
    }
    pass_on(&upstream, request).await
}

async fn pass_on(upstream: &Upstream, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LONGEST_BODY).await else {
        return api_refusal(StatusCode::BAD_REQUEST, "general_bad_request", "The request is too long.");
    };
    let path = parts.uri.path(); // without `/v1`, which the router took off
    let address = match parameters(parts.uri.query().unwrap_or_default()) {
        query if query.is_empty() => format!("{}{path}", upstream.endpoint),
        query => format!("{}{path}?{query}", upstream.endpoint),
    };
    let sent =
        upstream.http.request(parts.method, address).headers(asked(upstream, &parts.headers)).body(body);
    match sent.send().await {
        Ok(answer) => answered(answer),
        Err(cause) => {
            tracing::warn!("the remote Appwrite does not answer: {}", cause.without_url());
            api_refusal(
                StatusCode::SERVICE_UNAVAILABLE,
                "general_service_unavailable",
                "The backend does not answer.",
            )
        }
    }
}

fn asked(upstream: &Upstream, headers: &HeaderMap) -> HeaderMap {
    let mut asked: HeaderMap = kept(&ASKED, headers);
    asked.extend(kept(&[FORWARDED_FOR], headers));
    asked.insert("x-appwrite-project", upstream.project.clone());
    if let Some(mut secret) = session::secret(headers).and_then(|secret| HeaderValue::try_from(secret).ok()) {
        secret.set_sensitive(true);
        asked.insert("x-appwrite-session", secret);
    }
    asked
}

fn answered(answer: reqwest::Response) -> Response {
    let (status, headers) = (answer.status(), kept(&ANSWERED, answer.headers()));
    (status, headers, Body::from_stream(answer.bytes_stream())).into_response()
}

fn kept(names: &[HeaderName], headers: &HeaderMap) -> HeaderMap {
    names.iter().filter_map(|name| Some((name.clone(), headers.get(name)?.clone()))).collect()
}

/// The query without what the endpoints do not read.
fn parameters(query: &str) -> String {
    let read = |pair: &&str| {
        let name = pair.split(['=', '[', '%']).next().unwrap_or_default();
        PARAMETERS.contains(&name)
    };
    query.split('&').filter(read).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_in_the_address_are_left_behind() {
        assert_eq!(
            parameters("queries%5B0%5D=%7B%7D&project=console&jwt=x&devKey=y&queries[1]=a&mode=admin"),
            "queries%5B0%5D=%7B%7D&queries[1]=a"
        );
        assert_eq!(parameters("name=Ana%20B&width=96&project=appchat"), "name=Ana%20B&width=96");
        assert_eq!(parameters(""), "");
    }
}
