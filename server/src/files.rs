//! Files of the site folder, in the compressed form the build made when the browser takes it.

use axum::{Router, middleware};
use tower_http::services::ServeDir;

use crate::{config::Site, layers::caching};

/// What cargo-leptos built: scripts, wasm and styles, with a hash in each name; and the typefaces.
pub(crate) fn routes(site: &Site) -> Router {
    let built = Router::new().fallback_service(folder(format!("{}/pkg", site.root)));
    let built = match site.hashed {
        true => built.layer(middleware::from_fn(caching::for_ever)),
        false => built.layer(middleware::from_fn(caching::until_changed)),
    };
    // The version in a typeface's name does what a hash does.
    let fonts = Router::new().fallback_service(folder(format!("{}/fonts", site.root)));
    Router::new().nest("/pkg", built).nest("/fonts", fonts.layer(middleware::from_fn(caching::for_ever)))
}

/// Whatever else lies in the folder; for the rest, `not_found`.
pub(crate) fn or_not_found(site: &Site, not_found: Router) -> Router {
    let files = folder(site.root.to_string())
        .append_index_html_on_directories(false)
        .call_fallback_on_method_not_allowed(true)
        .fallback(not_found);
    Router::new().fallback_service(files).layer(middleware::from_fn(caching::until_changed))
}

/// The same address has several forms; [`caching`] tells caches so.
fn folder(path: String) -> ServeDir {
    ServeDir::new(path).precompressed_br().precompressed_gzip()
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{HeaderMap, Request, StatusCode, header},
    };
    use tower::ServiceExt;

    use super::*;

    /// A site with one built file in two forms.
    fn built(hashed: bool) -> (tempfile::TempDir, Router) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("pkg")).unwrap();
        std::fs::write(folder.path().join("pkg/app.js"), "plain").unwrap();
        std::fs::write(folder.path().join("pkg/app.js.br"), "short").unwrap();
        let root = folder.path().to_str().unwrap().into();
        let address = ([127, 0, 0, 1], 0).into();
        let site = Site { address, root, reload_port: 0, watched: false, hashed };
        (folder, routes(&site))
    }

    async fn get(files: &Router, name: header::HeaderName, value: &str) -> (StatusCode, HeaderMap) {
        let request = Request::get("/pkg/app.js").header(name, value).body(Body::empty()).unwrap();
        let answer = files.clone().oneshot(request).await.unwrap();
        (answer.status(), answer.headers().clone())
    }

    #[tokio::test]
    async fn either_form_of_a_built_file_says_that_there_is_another() {
        for hashed in [true, false] {
            let (_folder, files) = built(hashed);
            let (_, compressed) = get(&files, header::ACCEPT_ENCODING, "br").await;
            assert_eq!(compressed[header::CONTENT_ENCODING], "br");
            assert_eq!(compressed[header::VARY], "accept-encoding");
            let (_, plain) = get(&files, header::ACCEPT_ENCODING, "identity").await;
            assert!(!plain.contains_key(header::CONTENT_ENCODING));
            assert_eq!(plain[header::VARY], "accept-encoding");
            let since = plain[header::LAST_MODIFIED].to_str().unwrap();
            let (status, kept) = get(&files, header::IF_MODIFIED_SINCE, since).await;
            assert_eq!((status, &kept[header::VARY]), (StatusCode::NOT_MODIFIED, &plain[header::VARY]));
        }
    }
}
