//! What every page and file comes with.

use reqwest::{StatusCode, header};

use crate::town::{CONTACT, Instance};

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
async fn the_typefaces_preloaded_are_there_and_are_kept_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    for font in app::shell::FONTS {
        let file = town.http.get(town.url(font)).send().await.unwrap();
        assert_eq!(file.status(), StatusCode::OK, "{font}");
        assert_eq!(file.headers()[header::CONTENT_TYPE], "font/woff2");
        assert_eq!(file.headers()[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
    }
    let none = town.http.get(town.url("/fonts/none.woff2")).send().await.unwrap();
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_tell_caches_that_their_form_depends_on_what_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    for path in ["/favicon.svg", app::shell::FONTS[0], "/land-110m.bin"] {
        let file = town.http.get(town.url(path)).send().await.unwrap();
        assert_eq!(file.status(), StatusCode::OK, "{path}");
        assert_eq!(file.headers()[header::VARY], "accept-encoding", "{path}");
    }
}

#[tokio::test]
async fn the_worker_may_fetch_from_here_alone_and_is_asked_for_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let worker = town.http.get(town.url("/sw.js")).send().await.unwrap();
    let headers = worker.headers();
    assert_eq!(headers[header::CONTENT_SECURITY_POLICY], "default-src 'none'; connect-src 'self'");
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    assert!(headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/javascript"));
    let script = worker.text().await.unwrap();
    assert!(script.contains("\"/pkg/appchat.css\""), "{script}");
}

#[tokio::test]
async fn what_programs_ask_for_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let get = async |path: &str| town.http.get(town.url(path)).send().await.unwrap().text().await.unwrap();
    assert_eq!(get("/healthz").await, "ok");
    assert_eq!(get("/readyz").await, "ready");
    let version: serde_json::Value = serde_json::from_str(&get("/version").await).unwrap();
    assert_eq!(version["version"], env!("CARGO_PKG_VERSION"));
    assert!(get("/metrics").await.contains("\nappchat_sockets 0\n"));
    assert!(get("/robots.txt").await.contains("Disallow: /app"));
    let security = get("/.well-known/security.txt").await;
    assert!(
        security.contains(&format!("Contact: {CONTACT}\n")) && security.contains("\nExpires: 20"),
        "{security}"
    );
}

#[tokio::test]
async fn a_link_to_the_first_page_has_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let html = town.http.get(town.url("/")).send().await.unwrap().text().await.unwrap();
    let picture = town.url("/social.jpg");
    assert!(html.contains("property=\"og:image\"") && html.contains(&picture), "{html}");
    let picture = town.http.get(picture).send().await.unwrap();
    assert_eq!(picture.headers()[header::CONTENT_TYPE], "image/jpeg");
}

#[tokio::test]
async fn a_chosen_look_is_in_the_first_byte() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    for (cookie, said) in [("theme=light", true), ("theme=dark", true), ("theme=pink", false), ("", false)] {
        let page = town.http.get(town.url("/")).header(header::COOKIE, cookie).send().await.unwrap();
        let html = page.text().await.unwrap();
        let theme = cookie.trim_start_matches("theme=");
        assert_eq!(html.contains(&format!("data-theme=\"{theme}\"")), said, "{cookie}");
        assert_eq!(html.contains("data-theme"), said, "{cookie}");
    }
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

/// On several threads, as the program runs: a server draws parts of one page side by side, and what one of them reads
/// must not be changing under another.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_is_whole_however_its_parts_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let town = Instance::embedded(folder.path()).await;
    let (ana, ben) = (town.register("ana").await, town.register("ben").await);
    ana.befriend(&town, &ben).await;
    for path in [
        "/app",
        "/app/friends",
        "/app/inbox",
        "/app/snap",
        "/app/me",
        "/app/welcome?step=1",
        "/app/welcome?step=2",
    ]
    .repeat(100)
    {
        // One after the other: busy threads would draw a page's parts in turn.
        let answer = ana.get(&town, path).await;
        assert_eq!(answer.status(), 200, "{path}");
        assert!(answer.text().await.unwrap().contains("</main>"), "{path}");
    }
}
