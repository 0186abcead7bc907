//! The door: every request passes here before any service sees it. Answers preflights, refuses unknown origins and
//! projects, puts the headers on every answer, and turns a panic into an error.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    Backend, account, avatars,
    caller::{self, Noted},
    error::{Error, Kind, Result},
    functions, health, params, presences, project, realtime, storage, tables, users,
};

pub(crate) mod origin;

/// The largest request body, in bytes.
pub(crate) const LARGEST_BODY: usize = 12 * 1024 * 1024;

/// For 126 days, as upstream.
const ONLY_HTTPS: &str = "max-age=10886400";
/// The project upstream keeps for its own console. There is none here.
const CONSOLE: &str = "console";

pub(crate) fn router(backend: &Backend) -> Router {
    let services = Router::new()
        .merge(health::routes())
        .merge(account::routes())
        .merge(users::routes())
        .merge(tables::routes())
        .merge(storage::routes())
        .merge(functions::routes())
        .merge(project::routes())
        .merge(presences::routes())
        .merge(avatars::routes())
        .method_not_allowed_fallback(not_found)
        .fallback(not_found)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(backend.clone(), guard));
    let v1 = services.merge(realtime::routes()).layer(CatchPanicLayer::custom(
        |_: Box<dyn std::any::Any + Send>| Error::internal("a handler panicked").into_response(),
    ));
    Router::new().nest("/v1", v1.with_state(backend.clone()))
}

async fn not_found() -> Error {
    Kind::RouteNotFound.into()
}

async fn guard(State(backend): State<Backend>, mut request: Request, next: Next) -> Response {
    let asked = origin::of(request.headers());
    let allowed =
        asked.as_ref().is_none_or(|asked| asked.is_allowed(request.headers(), &backend.config.platforms));
    if request.method() == Method::OPTIONS {
        let mut response = StatusCode::NO_CONTENT.into_response();
        origin::headers(response.headers_mut(), asked.as_ref());
        return response;
    }
    let has_key = request.headers().contains_key("x-appwrite-key");
    if !allowed {
        // A strange page may speak with a key of its own; a key it made up must not let it speak with the cookie of
        // whoever looks at it.
        request.headers_mut().remove(header::COOKIE);
    }
    let fell_back = caller::fell_back(request.headers(), &backend.config.deployment.project_id);
    let https = is_https(request.headers(), backend.config.trust_forwarded_for);
    // For layers around single routes, which have no state of their own.
    request.extensions_mut().insert(backend.clone());
    let noted = Noted::default();
    request.extensions_mut().insert(noted.clone());
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = match check(&backend, &request, allowed || has_key) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    };
    log_refusal(&backend, &response, &noted, &method, &path);
    let headers = response.headers_mut();
    if allowed || has_key {
        origin::headers(headers, asked.as_ref());
    }
    if headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json") {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
    }
    headers.insert(header::SERVER, HeaderValue::from_static("Appwrite"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("x-debug-fallback", HeaderValue::from_static(if fell_back { "true" } else { "false" }));
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONLY_HTTPS));
    }
    response
}

/// The most of a path that is logged, in characters: an id and what it is in.
const LOGGED_PATH: usize = 120;

/// Says in the log which person was refused what for lack of permission. A path holds ids and no secrets.
fn log_refusal(backend: &Backend, response: &Response, noted: &Noted, method: &Method, path: &str) {
    let Some(refusal) = response.extensions().get::<Error>().filter(|error| error.kind.is_about_permission())
    else {
        return;
    };
    let Some(user) = noted.person() else { return };
    if backend.rate_limits.admit_log(user.as_str(), backend.clock.now()) {
        let path: String = path.chars().take(LOGGED_PATH).collect();
        tracing::info!(%user, %method, path, refusal = refusal.kind.name(), "permission refused");
    }
}

/// Whether the caller speaks https. A proxy's word on that is taken only where one is known to stand in front.
pub(crate) fn is_https(headers: &HeaderMap, trust_forwarded: bool) -> bool {
    trust_forwarded && headers.get("x-forwarded-proto").is_some_and(|protocol| protocol == "https")
}

fn check(backend: &Backend, request: &Request, origin_allowed: bool) -> Result<()> {
    let known = backend.config.deployment.project_id.as_str();
    let path = request.uri().path();
    match project(request.headers(), request.uri().query()) {
        Some(project) if project == known => {}
        _ if path.starts_with("/health") => {}
        asked if asked.as_deref().is_none_or(|project| project == CONSOLE) && needs_project(path) => {
            return Err(Kind::AccessForbidden.into());
        }
        _ => return Err(Kind::ProjectNotFound.into()),
    }
    if request.headers().contains_key("x-appwrite-key")
        && !request.headers().contains_key("x-appwrite-project")
    {
        return Err(Kind::ProjectIdMissing.into());
    }
    if !origin_allowed {
        return Err(origin::refusal(request.headers()));
    }
    Ok(())
}

/// Whether what is there cannot be of the console.
fn needs_project(path: &str) -> bool {
    ["/databases", "/tablesdb", "/functions", "/sites"].iter().any(|group| path.starts_with(group))
}

/// The project a request names: in its address, else in a header.
fn project(headers: &HeaderMap, query: Option<&str>) -> Option<String> {
    let asked = params::Params::from_query(query.unwrap_or_default());
    let named = asked.get::<String>("project").ok().flatten().filter(|project| !project.is_empty());
    named.or_else(|| headers.get("x-appwrite-project")?.to_str().ok().map(str::to_owned))
}
