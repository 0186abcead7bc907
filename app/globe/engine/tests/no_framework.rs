//! The engine runs before the app does, in a module of its own: what it is built from decides how small that can be.

const MANIFEST: &str = include_str!("../Cargo.toml");
const ALLOWED: [&str; 6] =
    ["globe", "gloo-events", "js-sys", "wasm-bindgen", "wasm-bindgen-futures", "web-sys"];

#[test]
fn the_engine_depends_on_the_globe_and_the_browser_alone() {
    let (_, rest) = MANIFEST.split_once("\n[dependencies]\n").expect("a table of dependencies");
    let (table, _) = rest.split_once("\n[").expect("a table after it");
    // A line that begins with a letter names a crate; the features of one that goes on over several lines do not.
    let named = table.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()));
    let named: Vec<&str> = named.map(|line| line.split(['.', ' ']).next().unwrap_or(line)).collect();
    assert_eq!(named, ALLOWED);
    assert!(!MANIFEST.contains("target.") && !MANIFEST.contains("build-dependencies"));
}
