//! Tells the feature `embed-site` which folder to put into the binary: the one cargo-leptos has just built.

use std::{env, path::PathBuf};

fn main() {
    println!("cargo::rerun-if-env-changed=LEPTOS_SITE_ROOT");
    if env::var_os("CARGO_FEATURE_EMBED_SITE").is_none() {
        println!("cargo::rerun-if-changed=build.rs");
        return;
    }
    let root = env::var_os("LEPTOS_SITE_ROOT").map_or_else(|| PathBuf::from("target/site"), PathBuf::from);
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(root);
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rustc-env=APPCHAT_SITE={}", root.display());
}
