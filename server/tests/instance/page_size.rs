//! How large pages are with many friends: bytes and elements of the HTML as it leaves the server, uncompressed, against
//! the budgets in `server/tests/budgets.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::full_page;

/// The part of the file that is about HTML, by the path of the page.
#[derive(Deserialize)]
struct Budgets {
    html: BTreeMap<String, Size>,
}

/// The most a page may be.
#[derive(Debug, Deserialize)]
struct Size {
    markup: usize,
    scripts: usize,
    elements: usize,
}

/// How many elements there are: tags that open, outside of scripts.
fn elements(html: &str) -> usize {
    let mut count = 0;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            count += 1;
        }
        if rest.starts_with("script") {
            rest = rest.split_once("</script").map_or("", |(_, after)| after);
        }
    }
    count
}

/// The bytes in scripts, most of which are the data of the page.
fn in_scripts(html: &str) -> usize {
    html.split("<script")
        .skip(1)
        .map(|script| script.split("</script").next().unwrap_or_default().len())
        .sum()
}

#[tokio::test]
async fn pages_with_fifty_friends_and_fifty_snaps_stay_within_their_budget() {
    let budgets: Budgets = toml::from_str(include_str!("../budgets.toml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (at, ana) = full_page::open(folder.path()).await;
    let mut over = Vec::new();
    for (path, most) in &budgets.html {
        let page = ana.get(&at, path).await.text().await.unwrap();
        let scripts = in_scripts(&page);
        let found = Size { markup: page.len() - scripts, scripts, elements: elements(&page) };
        eprintln!("{path}: {} bytes, {found:?}", page.len());
        // Each friend is on the page, or a small page proves nothing; and no picture is fetched for one.
        let rows = page.matches("data-status=\"online\" class=\"avatar\"").count();
        assert!(rows >= full_page::FRIENDS, "{path}: {rows}");
        assert!(!page.contains("<img") && !page.contains("/v1/avatars"), "{path}");
        if found.markup > most.markup || found.scripts > most.scripts || found.elements > most.elements {
            over.push(format!("{path} is {found:?}, may be {most:?}"));
        }
    }
    assert!(over.is_empty(), "{over:#?}");
}

#[test]
fn elements_are_counted_outside_of_scripts() {
    assert_eq!(elements("<p>a<br>b</p><!><script>'<p>'</script><i></i>"), 4);
    assert_eq!(elements("1 < 2"), 0);
}
