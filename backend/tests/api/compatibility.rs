//! `docs/appwrite-compatibility.md` says nothing that is not so, as far as a program can tell.

use std::{collections::BTreeSet, path::Path};

use reqwest::Method;

use crate::town::{Somebody, Town};

const PAGE: &str = include_str!("../../../docs/appwrite-compatibility.md");

/// Every text in backticks in a column of the tables.
fn quoted(column: usize) -> impl Iterator<Item = &'static str> {
    let cells =
        PAGE.lines().filter(|line| line.starts_with('|')).filter_map(move |row| row.split('|').nth(column));
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2))
}

#[test]
fn every_test_it_names_is_there() {
    let tests: BTreeSet<&str> = quoted(3).collect();
    assert!(tests.len() > 50, "{}", tests.len());
    // This is a test of two crates that stand beside each other.
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../backend/tests"));
    let absent: Vec<_> = tests.into_iter().filter(|test| !folder.join(test).is_file()).collect();
    assert_eq!(absent, [""; 0]);
}

#[tokio::test]
async fn every_route_it_writes_out_is_served() {
    const SERVICES: [&str; 13] = [
        "account",
        "avatars",
        "databases",
        "functions",
        "health",
        "locale",
        "ping",
        "presences",
        "sites",
        "storage",
        "tablesdb",
        "tokens",
        "users",
    ];
    let town = Town::new().await;
    let key = town.key();
    // Parts of addresses, such as `…/rows` or the `/jwts` after another one, are left to their tests.
    let words = quoted(1).flat_map(|text| text.split(' ')).filter_map(|word| word.strip_prefix('/'));
    let paths: BTreeSet<String> = words
        .filter(|path| path.split('/').next().is_some_and(|service| SERVICES.contains(&service)))
        .map(|path| format!("/{}", path.replace(['{', '}'], "")))
        .collect();
    assert!(paths.len() > 20, "{paths:?}");
    for path in paths {
        let mut served = false;
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = Somebody::answer(key.request(method, &path)).await;
            served |= answer.json()["type"] != "general_route_not_found";
        }
        assert!(served, "{path}");
    }
}
