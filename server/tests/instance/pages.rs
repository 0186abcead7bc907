//! What every page and file comes with.

use reqwest::{StatusCode, header};

use crate::town::Instance;

#[tokio::test]
async fn pages_are_private_and_run_only_their_own_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    for (path, status) in [("/", StatusCode::OK), ("/no-such-page", StatusCode::NOT_FOUND)] {
        let page = town.http.get(town.url(path)).send().await.unwrap();
        assert_eq!(page.status(), status);
        let headers = page.headers().clone();
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("'unsafe-inline' 'self'"));
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(!headers.contains_key(header::STRICT_TRANSPORT_SECURITY), "this is not https");
        let html = page.text().await.unwrap();
        let scripts = html.matches("<script").count();
        assert_eq!(html.matches(&format!("nonce=\"{nonce}\"")).count(), scripts, "{html}");
    }
}

#[tokio::test]
async fn files_say_when_they_changed_and_what_is_not_there_is_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let file = town.http.get(town.url("/favicon.svg")).send().await.unwrap();
    assert_eq!(file.status(), StatusCode::OK);
    assert_eq!(file.headers()[header::CACHE_CONTROL], "public, no-cache");
    let since = file.headers()[header::LAST_MODIFIED].clone();
    let again = town.http.get(town.url("/favicon.svg")).header(header::IF_MODIFIED_SINCE, since);
    assert_eq!(again.send().await.unwrap().status(), StatusCode::NOT_MODIFIED);
    let outside = town.http.get(town.url("/..%2FCargo.toml")).send().await.unwrap();
    assert_eq!(outside.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_of_another_site_and_a_form_too_long_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let form = town.http.post(town.url("/api/continue_as_guest"));
    let foreign = form.header(header::ORIGIN, "https://evil.example").send().await.unwrap();
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    assert!(!foreign.headers().contains_key(header::SET_COOKIE));

    let long = vec![b'a'; 100_000];
    let form = town.http.post(town.url("/api/sign_in")).body(long.clone());
    assert_eq!(form.send().await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
    let snap = town.http.post(town.url("/api/send_snap")).body(long);
    assert_ne!(snap.send().await.unwrap().status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn what_was_stored_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let ana = town.register("ana").await;
    let id = ana.id(&town).await;
    town.stop().await;

    let town = Instance::embedded(folder.path()).await;
    assert_eq!(ana.id(&town).await, id);
}
