//! Sets the cfg `split` where the browser's half is built in two modules: `cargo leptos build --split` links with
//! relocations, which nothing else does. Without it the same sources make one module.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(split)");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=CARGO_ENCODED_RUSTFLAGS");
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    if flags.contains("--emit-relocs") {
        println!("cargo::rustc-cfg=split");
    }
}
