//! What stands in front of the API changes nothing of its answers.

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderName, Request, StatusCode, header},
};
use server::{
    config::{Config, Embedded, Home, Public, Site},
    engine::Engine,
    wiring,
};
use tower::ServiceExt;

const HTTPS: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// An engine, and what the process serves with it.
async fn served(data: &std::path::Path, origin: Option<&str>, proxies: usize) -> (Engine, Router) {
    let config = Config {
        site: Site {
            address: ([127, 0, 0, 1], 0).into(),
            root: concat!(env!("CARGO_MANIFEST_DIR"), "/../public").into(),
            reload_port: 3001,
            watched: false,
        },
        public: Public {
            origin: origin.map(|origin| origin.parse().unwrap()),
            proxies,
            security_contact: None,
            metrics: false,
        },
        home: Home::Embedded(Embedded {
            data: data.into(),
            limits: false,
            durability: backend::Durability::default(),
        }),
        demo: None,
    };
    let engine = Engine::open(&config.home, &config.public).await.unwrap();
    let router = wiring::router(&config, &engine).unwrap();
    (engine, router)
}

async fn answer(router: &Router, request: Request<Body>) -> (StatusCode, HeaderMap) {
    let answer = router.clone().oneshot(request).await.unwrap();
    (answer.status(), answer.headers().clone())
}

fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header(header::HOST, "chat.example")
}

/// One request of every kind of answer: picture, JSON, plain text, refusals, a preflight, a form that is read.
fn requests() -> Vec<Request<Body>> {
    let project = ("x-appwrite-project", "appchat");
    let empty = Body::empty;
    let json = |path: &str, body: &'static str| {
        let request = Request::post(path).header(header::HOST, "chat.example").header(project.0, project.1);
        request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body)).unwrap()
    };
    let preflight = Request::options("/v1/account").header(header::ORIGIN, "https://other.example");
    vec![
        get("/v1/avatars/initials?name=Ana&project=appchat").body(empty()).unwrap(),
        get("/v1/ping").header(project.0, project.1).body(empty()).unwrap(),
        get("/v1/health/version").body(empty()).unwrap(),
        get("/v1/account").header(project.0, project.1).body(empty()).unwrap(),
        get("/v1/account").header(header::ORIGIN, "https://evil.example").body(empty()).unwrap(),
        get("/v1/nowhere").header(project.0, project.1).body(empty()).unwrap(),
        get("/v1/realtime?project=appchat").body(empty()).unwrap(),
        get("/v1/storage/buckets/snaps/files/none/view?project=appchat").body(empty()).unwrap(),
        preflight.body(empty()).unwrap(),
        json("/v1/account/sessions/anonymous", "{}"),
        json("/v1/account/sessions/email", "{\"email\":\"a@b.example\",\"password\":\"correct horse\"}"),
    ]
}

/// Without what is another in each answer: the secret in a cookie.
fn comparable((status, mut headers): (StatusCode, HeaderMap)) -> (StatusCode, HeaderMap, Vec<String>) {
    let cookies = headers.get_all(header::SET_COOKIE).iter();
    let attributes =
        cookies.filter_map(|cookie| Some(cookie.to_str().ok()?.split_once("; Path")?.1.to_owned()));
    let attributes =
        attributes.map(|text| text.split("; ").filter(|part| !part.starts_with("Expires")).collect());
    let attributes: Vec<String> = attributes.collect();
    headers.remove(header::SET_COOKIE);
    headers.remove("x-fallback-cookies");
    (status, headers, attributes)
}

#[tokio::test]
async fn every_header_of_the_api_is_the_same_with_and_without_the_layers() {
    let folder = tempfile::tempdir().unwrap();
    let (engine, router) = served(folder.path(), None, 0).await;
    for (bare, shipped) in requests().into_iter().zip(requests()) {
        let path = bare.uri().to_string();
        let bare = comparable(answer(&engine.api, bare).await);
        assert_eq!(comparable(answer(&router, shipped).await), bare, "{path}");
    }
    let page = answer(&router, get("/").body(Body::empty()).unwrap()).await.1;
    assert_eq!(page["cross-origin-resource-policy"], "same-origin", "pages keep theirs");
}

#[tokio::test]
async fn over_https_the_api_differs_by_the_promise_of_https_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (engine, router) = served(folder.path(), Some("https://chat.example"), 0).await;
    for (mut bare, shipped) in requests().into_iter().zip(requests()) {
        let path = bare.uri().to_string();
        bare.headers_mut().insert(HTTPS, "https".parse().unwrap());
        let (status, mut headers, cookies) = comparable(answer(&engine.api, bare).await);
        headers.insert(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000".parse().unwrap());
        assert_eq!(comparable(answer(&router, shipped).await), (status, headers, cookies), "{path}");
    }
}

#[tokio::test]
async fn the_api_and_pages_promise_https_alike() {
    let folder = tempfile::tempdir().unwrap();
    for (origin, proxies, claims, promised) in [
        (Some("https://chat.example"), 0, None, true),
        (Some("https://chat.example"), 1, Some("http"), true),
        (Some("http://chat.example"), 1, Some("https"), true),
        (None, 0, Some("https"), false),
        (None, 0, None, false),
    ] {
        let (engine, router) = served(folder.path(), origin, proxies).await;
        for path in ["/", "/v1/ping?project=appchat", "/api/unknown", "/favicon.svg", "/no-such-page"] {
            let request = claims.into_iter().fold(get(path), |request, claim| request.header(HTTPS, claim));
            let (_, headers) = answer(&router, request.body(Body::empty()).unwrap()).await;
            let said = headers.get(header::STRICT_TRANSPORT_SECURITY).map(|value| value.to_str().unwrap());
            assert_eq!(said, promised.then_some("max-age=31536000"), "{origin:?} {claims:?} {path}");
        }
        engine.close().await;
    }
}

#[tokio::test]
async fn cookies_of_the_api_are_secure_where_the_origin_is_https_whatever_a_request_says() {
    let folder = tempfile::tempdir().unwrap();
    for (origin, proxies, claims, secure) in [
        (Some("https://chat.example"), 0, None, true),
        (Some("https://chat.example"), 1, Some("http"), true),
        (None, 0, Some("https"), false),
        (Some("http://chat.example"), 0, Some("https"), false),
    ] {
        let (engine, router) = served(folder.path(), origin, proxies).await;
        let request = Request::post("/v1/account/sessions/anonymous").header(header::HOST, "chat.example");
        let request = request.header("x-appwrite-project", "appchat");
        let request = claims.into_iter().fold(request, |request, claim| request.header(HTTPS, claim));
        let (status, headers) = answer(&router, request.body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::CREATED);
        let cookies: Vec<&str> =
            headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2);
        for cookie in cookies {
            assert_eq!(cookie.contains("; Secure"), secure, "{origin:?} {claims:?}: {cookie}");
        }
        engine.close().await;
    }
}
