//! `/sw.js`: the script that keeps the app's assets for when there is no network, and the page it shows then. It is put
//! together here, because only the server knows what this build's files are called; another build is another script,
//! and that is how a browser learns of a new version.

use std::hash::{DefaultHasher, Hash, Hasher};

use app::shell::{FONTS, built::Built};
use axum::{
    Router,
    body::Bytes,
    http::header,
    response::{Html, IntoResponse},
    routing::get,
};
use serde_json::json;

use crate::site::SiteFiles;

/// The page for when there is no network.
const OFFLINE: &str = "/offline.html";
/// It is a page to look at, with its styles in it, and runs nothing.
const OFFLINE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What every page shows, beside the stylesheet and the typefaces.
const FILES: [&str; 3] = [OFFLINE, "/icons.svg", "/favicon.svg"];

const SCRIPT: &str = include_str!("worker/sw.js");

pub(crate) fn routes(site: &SiteFiles) -> Router {
    let (script, offline) =
        (script(&site.built(), |address| site.read(address)), site.read(OFFLINE).unwrap_or_default());
    Router::new().route("/sw.js", get(move || async move { answer(script) })).route(
        OFFLINE,
        get(move || async move { ([(header::CONTENT_SECURITY_POLICY, OFFLINE_POLICY)], Html(offline)) }),
    )
}

fn answer(script: String) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        // A worker fetches by its own policy, not by that of the page that started it.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; connect-src 'self'"),
    ];
    (headers, script)
}

/// The stylesheet and the files are kept. The script and wasm are not: browsers keep them by the hash in their names,
/// and without a network there is no page to run them on. But they are part of the version.
fn script(built: &Built, read: impl Fn(&str) -> Option<Bytes>) -> String {
    let mut version = DefaultHasher::new();
    [&built.js, &built.wasm, &built.css].hash(&mut version);
    let starter = built.starter.iter().flat_map(|starter| [&starter.js, &starter.wasm]);
    starter.for_each(|file| file.hash(&mut version));
    (&built.loader, &built.rooms).hash(&mut version);
    SCRIPT.hash(&mut version);
    FILES.map(read).hash(&mut version);
    let assets: Vec<&str> = std::iter::once(built.css.as_str()).chain(FILES).chain(FONTS).collect();
    let version = format!("{:016x}", version.finish());
    format!("const VERSION = {};\nconst ASSETS = {};\n{SCRIPT}", json!(version), json!(assets))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(hash: &str) -> Built {
        let address = |kind: &str| format!("/pkg/appchat.{hash}.{kind}");
        Built {
            js: address("js"),
            wasm: address("wasm"),
            css: address("css"),
            starter: None,
            loader: None,
            rooms: None,
            hashed: true,
        }
    }

    #[test]
    fn another_build_or_another_file_is_another_version() {
        let of = |hash, file: &'static str| script(&built(hash), move |_| Some(file.into()));
        assert_eq!(of("a", "one"), of("a", "one"));
        assert_ne!(of("a", "one"), of("b", "one"));
        assert_ne!(of("a", "one"), of("a", "two"));
    }

    #[test]
    fn nothing_of_anybodys_is_among_the_assets() {
        let script = script(&built("a"), |_| None);
        let assets = script.lines().nth(1).unwrap();
        assert!(assets.contains("/pkg/appchat.a.css") && assets.contains("/offline.html"));
        for private in ["/app", "/api", "/v1", "wasm"] {
            assert!(!assets.replace("/appchat", "").contains(private), "{private}");
        }
    }
}
