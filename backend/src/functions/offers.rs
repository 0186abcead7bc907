//! `/functions/runtimes` and `/functions/specifications`: what a function may say it runs on. Native handlers run in
//! this process whatever their function says; the lists are there so that one deployment description serves here and
//! on an Appwrite that builds.

use axum::{Json, Router, routing::get};
use serde_json::{Value, json};

use crate::{
    Backend,
    caller::{Caller, Scope},
    error::Result,
};

/// Runtimes as `(language, name, versions)`.
const RUNTIMES: [(&str, &str, &[&str]); 15] = [
    ("node", "Node.js", &["14.5", "16.0", "18.0", "19.0", "20.0", "21.0", "22"]),
    ("php", "PHP", &["8.0", "8.1", "8.2", "8.3"]),
    ("ruby", "Ruby", &["3.0", "3.1", "3.2", "3.3"]),
    ("python", "Python", &["3.8", "3.9", "3.10", "3.11", "3.12"]),
    ("deno", "Deno", &["1.21", "1.24", "1.35", "1.40", "1.46", "2.0"]),
    ("dart", "Dart", &["2.15", "2.16", "2.17", "2.18", "2.19", "3.0", "3.1", "3.3", "3.5"]),
    ("dotnet", ".NET", &["6.0", "7.0", "8.0"]),
    ("java", "Java", &["8.0", "11.0", "17.0", "18.0", "21.0", "22"]),
    ("swift", "Swift", &["5.5", "5.8", "5.9", "5.10"]),
    ("kotlin", "Kotlin", &["1.6", "1.8", "1.9", "2.0"]),
    ("cpp", "C++", &["17", "20"]),
    ("bun", "Bun", &["1.0", "1.1"]),
    ("go", "Go", &["1.23"]),
    ("rust", "Rust", &["1.83"]),
    ("static", "Static", &["1"]),
];

/// Sizes of machines as `(processors, memory in megabytes)`.
const SPECIFICATIONS: [(f64, u32); 7] =
    [(0.5, 512), (1.0, 512), (1.0, 1024), (2.0, 2048), (2.0, 4096), (4.0, 4096), (4.0, 8192)];

pub(super) fn routes() -> Router<Backend> {
    Router::new()
        .route("/functions/runtimes", get(runtimes))
        .route("/functions/specifications", get(specifications))
}

pub(super) fn is_runtime(id: &str) -> bool {
    let of = |language: &str, versions: &[&str]| {
        let version = id.strip_prefix(language).and_then(|rest| rest.strip_prefix('-'));
        version.is_some_and(|version| versions.contains(&version))
    };
    RUNTIMES.iter().any(|(language, _, versions)| of(language, versions))
}

pub(super) fn is_specification(slug: &str) -> bool {
    SPECIFICATIONS.iter().any(|(processors, memory)| self::slug(*processors, *memory) == slug)
}

fn slug(processors: f64, memory: u32) -> String {
    let memory = if memory < 1024 { format!("{memory}mb") } else { format!("{}gb", memory / 1024) };
    format!("s-{processors}vcpu-{memory}")
}

async fn runtimes(caller: Caller) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsRead)?;
    let runtimes: Vec<Value> = RUNTIMES
        .iter()
        .flat_map(|(language, name, versions)| {
            versions.iter().map(move |version| {
                json!({
                    "$id": format!("{language}-{version}"),
                    "key": language,
                    "name": name,
                    "version": version,
                    "base": "",
                    "image": "",
                    "logo": format!("{language}.png"),
                    "supports": ["x86", "arm64"],
                })
            })
        })
        .collect();
    Ok(Json(json!({ "total": runtimes.len(), "runtimes": runtimes })))
}

async fn specifications(caller: Caller) -> Result<Json<Value>> {
    caller.need(Scope::FunctionsRead)?;
    let specifications: Vec<Value> = SPECIFICATIONS
        .iter()
        .map(|(processors, memory)| {
            json!({
                "memory": memory, "cpus": processors, "enabled": true, "slug": slug(*processors, *memory),
            })
        })
        .collect();
    Ok(Json(json!({ "total": specifications.len(), "specifications": specifications })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_known_by_the_names_they_are_listed_under() {
        assert!(is_runtime("rust-1.83") && is_runtime("node-22"));
        for unknown in ["", "rust", "rust-1.0", "node-22.0", "-22"] {
            assert!(!is_runtime(unknown), "{unknown}");
        }
        assert!(is_specification("s-0.5vcpu-512mb") && is_specification("s-1vcpu-512mb"));
        assert!(is_specification("s-2vcpu-2gb") && !is_specification("s-64vcpu-1gb"));
    }
}
