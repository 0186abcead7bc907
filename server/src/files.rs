//! Answers with the files of the site, in the compressed form the build made when the browser takes it.

use axum::{Router, middleware};
use tower_http::services::{
    ServeDir,
    fs::{Backend, DefaultServeDirFallback},
};

use crate::{
    layers::caching,
    site::{SiteFiles, Source},
};

/// What was built: scripts, wasm and styles, with a hash in each name; and the typefaces.
pub(crate) fn routes(site: &SiteFiles) -> Router {
    let built = folder(site, "pkg", None);
    let built = if site.built().hashed {
        built.layer(middleware::from_fn(caching::for_ever))
    } else {
        built.layer(middleware::from_fn(caching::until_changed))
    };
    // The version in a typeface's name does what a hash does.
    let fonts = folder(site, "fonts", None).layer(middleware::from_fn(caching::for_ever));
    let starter = folder(site, "starter", None).layer(middleware::from_fn(caching::for_ever));
    let split = site.build().map(|build| format!("/pkg/{build}"));
    let files = Router::new().nest("/pkg", built.clone()).nest("/fonts", fonts).nest("/starter", starter);
    match split {
        Some(address) => files.nest(&address, built),
        None => files,
    }
}

/// Whatever else is in the site; for the rest, `not_found`.
pub(crate) fn or_not_found(site: &SiteFiles, not_found: Router) -> Router {
    folder(site, "", Some(not_found)).layer(middleware::from_fn(caching::until_changed))
}

/// The files of one folder of the site.
fn folder(site: &SiteFiles, name: &str, not_found: Option<Router>) -> Router {
    match site.watched() {
        Some(root) => serve(ServeDir::new(format!("{root}/{name}")), not_found),
        None => serve(ServeDir::with_backend(name, Source(site.clone())), not_found),
    }
}

/// The same address has several forms; [`caching`] tells caches so.
fn serve<B: Backend>(files: ServeDir<DefaultServeDirFallback, B>, not_found: Option<Router>) -> Router {
    let files = files.precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    match not_found {
        Some(page) => {
            Router::new().fallback_service(files.call_fallback_on_method_not_allowed(true).fallback(page))
        }
        None => Router::new().fallback_service(files),
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{HeaderMap, Request, StatusCode, header},
    };
    use tower::ServiceExt;

    use super::*;
    use crate::config::Site;

    /// A site with one built file in two forms.
    fn built(hashed: bool, watched: bool) -> (tempfile::TempDir, Router, String) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("pkg")).unwrap();
        let name = if hashed { "appchat.a1" } else { "appchat" };
        for kind in ["js", "wasm", "css"] {
            let path = folder.path().join(format!("pkg/{name}.{kind}"));
            std::fs::write(&path, "plain").unwrap();
            std::fs::write(path.with_extension(format!("{kind}.br")), "short").unwrap();
        }
        let root = folder.path().to_str().unwrap().into();
        let address = ([127, 0, 0, 1], 0).into();
        let site = SiteFiles::load(&Site { address, root, reload_port: 0, watched }).unwrap();
        assert_eq!(site.built().hashed, hashed);
        let file = site.built().js;
        (folder, routes(&site), file)
    }

    async fn get(files: &(Router, String), name: header::HeaderName, value: &str) -> (StatusCode, HeaderMap) {
        let request = Request::get(&files.1).header(name, value).body(Body::empty()).unwrap();
        let answer = files.0.clone().oneshot(request).await.unwrap();
        (answer.status(), answer.headers().clone())
    }

    #[tokio::test]
    async fn either_form_of_a_built_file_says_that_there_is_another() {
        for (hashed, watched) in [(true, false), (false, false), (true, true), (false, true)] {
            let (_folder, files, file) = built(hashed, watched);
            let files = (files, file);
            let (_, compressed) = get(&files, header::ACCEPT_ENCODING, "br").await;
            assert_eq!(compressed[header::CONTENT_ENCODING], "br");
            assert_eq!(compressed[header::VARY], "accept-encoding");
            let (_, plain) = get(&files, header::ACCEPT_ENCODING, "identity").await;
            assert!(!plain.contains_key(header::CONTENT_ENCODING));
            assert_eq!(plain[header::VARY], "accept-encoding");
            let since = plain[header::LAST_MODIFIED].to_str().unwrap();
            let (status, kept) = get(&files, header::IF_MODIFIED_SINCE, since).await;
            assert_eq!((status, &kept[header::VARY]), (StatusCode::NOT_MODIFIED, &plain[header::VARY]));
            let (status, _) = get(&files, header::IF_NONE_MATCH, plain[header::ETAG].to_str().unwrap()).await;
            assert_eq!(status, StatusCode::NOT_MODIFIED);
        }
    }

    #[tokio::test]
    async fn files_of_a_split_build_are_kept_for_ever_and_those_of_another_build_are_not_there() {
        let (folder, ..) = built(true, false);
        for name in ["__wasm_split.b2.js", "split_rooms.c3.wasm"] {
            std::fs::write(folder.path().join("pkg").join(name), "plain").unwrap();
        }
        let root = folder.path().to_str().unwrap().into();
        let address = ([127, 0, 0, 1], 0).into();
        let site = SiteFiles::load(&Site { address, root, reload_port: 0, watched: false }).unwrap();
        let built = site.built();
        for file in [built.js, built.wasm, built.loader.unwrap(), built.rooms.unwrap()] {
            let (status, headers) = get(&(routes(&site), file.clone()), header::ACCEPT_ENCODING, "br").await;
            assert_eq!(status, StatusCode::OK, "{file}");
            assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"), "{file}");
            let old = (routes(&site), file.replace("/b2/", "/a1/"));
            assert_eq!(get(&old, header::ACCEPT_ENCODING, "br").await.0, StatusCode::NOT_FOUND);
        }
    }

    #[tokio::test]
    async fn a_folder_and_a_way_out_of_the_site_are_not_files() {
        let (_folder, files, _) = built(true, false);
        for path in ["/pkg/", "/pkg", "/pkg/..%2Fsecret", "/pkg/../secret", "/pkg/%2Fetc%2Fpasswd"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let answer = files.clone().oneshot(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
